"""A home run step by step within this process, as the flow does but without Prefect and Great Expectations: for tests of many runs."""

import os
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from functools import cache
from pathlib import Path
from unittest.mock import patch

import duckdb
import polars as pl

from flows.arrived import Arrived, arrived
from flows.home import Home
from flows.monthly.basis import record_of
from flows.monthly.candidate import Sealed, content_of
from flows.monthly.extracts import Extracts
from flows.monthly.gate import inputs_of
from flows.monthly.intake import take_arrivals
from flows.monthly.months import count_months, resolve_lines
from flows.monthly.parts import files_of, make_part, unmade
from flows.monthly.policy import Policy
from flows.monthly.publication import publish_sealed
from flows.monthly.restated import Offer, offer
from flows.monthly.survey import Survey, survey
from flows.monthly.workplace import Workplace, open_workplace
from tests.acceptance.claims_home import KEY
from transforms.fingerprint import release
from warehouse.candidate import build
from warehouse.content import FINDINGS, CandidateContent
from warehouse.publish import standing
from warehouse.record import PublicationRecord
from warehouse.register.records import PartRecord

_release_of_shipped = cache(lambda *_: release(None))
ANYTHING = Policy("any")
LONG_AGO = datetime(2022, 9, 1).timestamp()  # noqa: DTZ001 - any time that is settled


@dataclass(slots=True)
class Kept:
    """Parts made before, by id, for homes that share the folders of parts and the key: a part is a function of what its id names."""

    folder: Path
    records: dict[str, PartRecord] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Office:
    """A home, its landing zone, and runs in it. `kept`: where parts are shared with other homes."""

    root: Path
    kept: Kept | None = None

    def __post_init__(self) -> None:
        os.environ.setdefault("CLAIMS_PSEUDONYM_KEY", KEY)
        self.root.mkdir(parents=True, exist_ok=True)
        for name in ("clean", "quarantine") if self.kept else ():
            assert self.kept
            (self.kept.folder / name).mkdir(parents=True, exist_ok=True)
            (self.root / name).symlink_to(self.kept.folder / name)

    @property
    def home(self) -> Home:
        """Where things lie."""
        return Home(self.root)

    def deliver(self, place: str, content: bytes, manifest: str | None = None) -> None:
        """Put a file into `<period>/<sender>/<name>`, with its manifest beside it."""
        path = self.home.landing / place
        path.parent.mkdir(parents=True, exist_ok=True)
        for target, put in ((path, content), (path.with_name(f"{path.name}.manifest.yaml"), manifest and manifest.encode())):
            if put:
                target.write_bytes(put)
                os.utime(target, (LONG_AGO, LONG_AGO))

    def manifest(self, place: str, text: str) -> None:
        """Put a manifest that stands alone."""
        self.deliver(place, text.encode())

    def take_in(self) -> None:
        """Register what lies in the landing zone: the order of arrival is the order in which runs find files."""
        self.home.prepare()
        take_arrivals(self._workplace())

    def make_parts(self, *periods: str) -> None:
        """Take in what lies there and read it, as a run does that is ended before it publishes."""
        self.take_in()
        workplace = self._workplace()
        self._make_parts(workplace, survey(workplace, periods).periods)

    def run(self, *periods: str, policy: Policy = ANYTHING) -> str | None:
        """One run for these periods; the content hash of what stands afterwards, None while nothing was ever published.

        `policy`: what may be changed of what was published.
        """
        self.home.prepare()
        workplace = self._workplace()
        take_arrivals(workplace)
        self._make_parts(workplace, survey(workplace, periods).periods)
        while True:
            seen = survey(workplace, periods)
            if seen.is_published or not seen.extracts.standing:
                return seen.published.content_hash if seen.published else None
            lines = resolve_lines(workplace, seen.extracts)
            if lines is not None:
                break
        offered = offer(workplace, lines, policy)
        content = content_of(workplace, seen.extracts, offered, count_months(workplace, offered.lines))
        return self._publish(workplace, content, (seen, offered))

    def arrivals(self) -> list[Arrived]:
        """What came, as `claims status --arrivals` shows it."""
        return arrived(self._workplace(), None, None)

    def extracts(self, *periods: str) -> Extracts:
        """What stands and what is refused."""
        return survey(self._workplace(), periods).extracts

    def figures(self) -> list[tuple[str, str, int, str]]:
        """Month, benefit type, payments and amount of every cell with payments."""
        query = "select strftime(period, '%Y-%m'), benefit_type_code, payment_count, cast(amount_paid_idr as varchar)"
        with duckdb.connect(self.home.current_file, read_only=True) as connection:
            return connection.sql(f"{query} from mart.claims_by_benefit_month where payment_count > 0 order by all").fetchall()

    def workplace(self) -> Workplace:
        """The workplace of this home, for what looks at it."""
        return self._workplace()

    def _workplace(self) -> Workplace:
        with patch("flows.monthly.workplace.release", _release_of_shipped):  # half of a small run's time, and always the same
            return open_workplace(self.root)

    def _make_parts(self, workplace: Workplace, periods: Sequence[str]) -> None:
        while missing := unmade(workplace, periods):
            for extract in missing:
                known = self.kept.records.get(extract.part_id) if self.kept else None
                if known is None:
                    record = make_part(workplace, extract)
                    if self.kept:
                        self.kept.records[extract.part_id] = record
                    continue
                assert known.outcome == "refused" or files_of(workplace, extract.part_id).exist
                with workplace.register() as register:
                    register.keep_part(replace(known, arrival_id=extract.arrival.arrival_id))

    def _publish(self, workplace: Workplace, content: CandidateContent, published: tuple[Survey, Offer]) -> str:
        seen, offered = published
        before = standing(workplace.home.warehouse)
        record = PublicationRecord(
            number=(before or 0) + 1,
            inputs_id=inputs_of(seen, offered),
            kind="run",
            published_at=workplace.opened_at,
            fingerprint=workplace.fingerprint,
            key_id=workplace.key.key_id,
            previous_number=before,
        )
        folder = workplace.home.warehouse / "publications" / ".candidate"
        candidate = build(folder, content, record, workplace.home.current_file if before else None)
        candidate.record_checks(pl.DataFrame(schema=FINDINGS))
        content_hash = candidate.seal()
        basis = record_of(record.number, offered.lines, workplace.conditions_id, seen.inputs_id)
        publish_sealed(workplace, Sealed(folder, record.number, content_hash, ()), basis)
        return content_hash
