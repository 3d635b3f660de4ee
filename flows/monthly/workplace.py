"""Where and under what conditions a run works: home, settings, key, and the fingerprint of the code that makes parts."""

import hashlib
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path

from flows.decisions import SiteDecisions, read_decisions
from flows.errors import NothingHere
from flows.home import Home
from flows.monthly.identity import base_id, digest, package_version, part_id
from flows.monthly.traces import Traces
from flows.pseudonym_key import PseudonymKey, load_key
from flows.settings import Settings, read_settings
from transforms.decisions import TABLES, Decisions
from transforms.fingerprint import Release, release
from transforms.target_rows import refuse_unusable_targets
from warehouse.register.records import Arrival, Condition
from warehouse.register.store import Register, open_register

ESTIMATE_RULES = "estimate_rules.csv"
SCHEMA_FOLDERS = ("schema", "load", "history", "seal", "public")


@dataclass(frozen=True, slots=True)
class Workplace:
    """Everything a step needs to know that is not data."""

    home: Home
    settings: Settings
    key: PseudonymKey
    decisions: SiteDecisions
    release: Release
    fingerprint: str  # the one name of code and tables
    made_under: str  # names the code, the tables that count whole, and the settings
    schema_id: str
    estimates_id: str  # names the rules of the estimates, which no figure depends on
    opened_at: datetime
    traces: Traces
    _part_ids: dict[Arrival, str] = field(default_factory=dict, init=False, repr=False, compare=False)  # asked for all, again and again

    def part_id(self, arrival: Arrival) -> str:
        """The part of this arrival that stands here and now; where none does, the id of the one to be made."""
        known = self._part_ids.get(arrival)
        if known is None:
            base = self.base_id(arrival)
            known = self._part_ids[arrival] = self.traces.standing(base) or part_id(base, self.traces.words_id)
        return known

    def base_id(self, arrival: Arrival) -> str:
        """All that the part of this arrival is made from, but the tables of words."""
        decided = self.decided_about(arrival)
        return base_id(arrival, decisions_id=decided.decisions_id, key_id=self.traces.key_id, made_under=self.made_under)

    def decided_about(self, arrival: Arrival) -> Decisions:
        """What people decided about this very extract."""
        return self.decisions.of(arrival.sender_code, arrival.period, arrival.file_name, arrival.sha256)

    @property
    def conditions(self) -> tuple[str, ...]:
        """What shapes a publication besides its parts."""
        rules = f"{self.settings.disclosure_threshold} {self.settings.disclosure_dominance_share}"
        return self.fingerprint, self.schema_id, self.decisions.senders_id, str(self.settings.maturity_months), self.estimates_id, rules

    @property
    def conditions_id(self) -> str:
        """The conditions as one id."""
        return digest(*self.conditions)

    @property
    def condition(self) -> Condition:
        """The conditions in full, for the register."""
        return Condition(self.conditions_id, self.fingerprint, self.schema_id, self.settings.maturity_months, package_version())

    @contextmanager
    def register(self) -> Iterator[Register]:
        """The home's register, open for the time of the block."""
        with open_register(self.home.register) as register:
            yield register


def look_at(home_flag: Path | None) -> Workplace:
    """The workplace of a home that has been run in before, for commands that only look: nothing is made. Raises NothingHere."""
    home = Home(read_settings(home_flag).home.absolute())
    if not home.is_readable():
        raise NothingHere(home.root)
    return open_workplace(home_flag)


def open_workplace(home_flag: Path | None) -> Workplace:
    """The workplace of this home, its folders made and its key loaded. Call it under the home's lock."""
    settings = read_settings(home_flag)
    home = Home(settings.home.absolute())
    now = datetime.now(UTC)
    with open_register(home.register) as register:
        bound_to = register.key_id()
        given = settings.pseudonym_key.get_secret_value() if settings.pseudonym_key else None
        key = load_key(given, settings.pseudonym_key_file or home.key_file, bound_to)
        if bound_to is None:
            register.keep_key_id(key.key_id, now.isoformat(timespec="seconds"))
    refuse_unusable_targets(home.reference)  # before hours of work, not after them
    here = release(home.reference, home.clean if home.clean.is_dir() else None)
    return Workplace(
        home,
        settings,
        key,
        read_decisions(home.reference, home.corrections),
        here,
        fingerprint=here.fingerprint,
        made_under=digest(here.code, here.tables_id, str(settings.quarantine_share_limit)),
        schema_id=_schema_id(),
        estimates_id=_estimates_id(home.reference),
        opened_at=now,
        traces=Traces(home.register, home.reference, key, here),
    )


def _schema_id() -> str:
    """The SQL that shapes the warehouse: a changed mart is a reason to publish."""
    import warehouse

    root = Path(next(iter(warehouse.__path__)))
    texts = [path.read_bytes() for folder in SCHEMA_FOLDERS for path in sorted((root / folder).glob("**/*.sql"))]
    return hashlib.sha256(b"\0".join(texts)).hexdigest()


def _estimates_id(reference: Path) -> str:
    files = [folder / ESTIMATE_RULES for folder in (TABLES, reference)]
    return hashlib.sha256(b"\0".join(file.read_bytes() for file in files if file.exists())).hexdigest()
