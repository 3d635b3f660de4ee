"""What a run would do, and why: everything is looked at in a shadow of the home, which is thrown away."""

import json
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from flows.arrivals.deliveries import Delivery
from flows.errors import ClaimsError, InputsHeld, NoExtracts
from flows.gaps import told_gaps
from flows.home import Home
from flows.lock import only_writer
from flows.monthly.staleness import SENTENCES, stale
from flows.monthly.standstill import standstill
from flows.monthly.survey import Survey, published_periods, survey
from flows.monthly.workplace import Workplace, open_workplace
from flows.progress import current
from flows.settings import read_settings
from warehouse.register.copy import copy_register
from warehouse.register.records import LeftOut

MAKE, REFUSED = "make", "refused before"


@dataclass(frozen=True, slots=True)
class WouldDo:
    """What would be done about one file: make its part, or nothing since it was refused; `reasons` are codes, `why` says them."""

    period: str
    sender: str
    file: str
    action: str
    reasons: tuple[str, ...]
    why: str


@dataclass(frozen=True, slots=True)
class Asked:
    """What whoever asks has decided, as for the run itself."""

    restate: bool = False
    all_or_nothing: bool = False


@dataclass(frozen=True, slots=True)
class DryRun:
    """What a run would do. `recounted`: the payment months known to be touched; lines of files still unread may add some.

    `because`: why it would publish nothing where somebody has to decide first (a plan that waits, inputs that a rollback rejected, a
    correction that does not fit). `left_out`: periods known not to pass the gate. Whether others pass is known when they are counted.
    """

    publishes: bool
    because: str
    left_out: tuple[LeftOut, ...]
    files: tuple[WouldDo, ...]
    recounted: tuple[str, ...]
    skipped: tuple[str, ...]  # periods asked for in which nothing has changed
    without_extract: tuple[str, ...]  # periods asked for in which nobody delivered
    gaps: tuple[str, ...]
    not_taken_in: tuple[str, ...]

    def to_dict(self) -> dict[str, Any]:
        """For --json."""
        return asdict(self)


def dry_run(home_flag: Path | None, periods: Sequence[str], *, restate: bool = False, all_or_nothing: bool = False) -> DryRun:
    """What a run for these periods, so decided, would do now. Nothing of the home is written but its lock."""
    settings = read_settings(home_flag)
    home = Home(settings.home.absolute())
    with tempfile.TemporaryDirectory(prefix="claims-dry-run-") as folder:
        with _held(home, settings.lock_wait_seconds):
            shadow = _shadow(home, Path(folder))
        return _looked(open_workplace(shadow), periods, Asked(restate=restate, all_or_nothing=all_or_nothing))


@contextmanager
def _held(home: Home, wait_s: float) -> Iterator[None]:
    """No run writes meanwhile. A home without a register has never been run in: there is nothing to hold."""
    if not home.register.exists():
        yield
        return
    with only_writer(home.lock, wait_s, current().tell):
        yield


def _shadow(home: Home, folder: Path) -> Path:
    """A home whose register is a copy, and whose other files are those of the home itself, to be read."""
    root = folder / "home"
    root.mkdir(mode=0o700)
    copied = {home.register.parent.name, home.clean.name, ".prefect"}
    for entry in home.root.iterdir() if home.root.is_dir() else ():
        if entry.name not in copied:
            (root / entry.name).symlink_to(entry)
    shadow = Home(root)
    shadow.register.parent.mkdir()
    for entry in home.register.parent.iterdir() if home.register.parent.is_dir() else ():
        if entry.is_dir():
            (shadow.register.parent / entry.name).symlink_to(entry)
    if home.register.exists():
        copy_register(home.register, shadow.register)
    shadow.clean.mkdir()
    for part in home.clean.glob("*.parquet"):
        (shadow.clean / part.name).symlink_to(part)
    return root


def _looked(workplace: Workplace, periods: Sequence[str], asked: Asked) -> DryRun:
    seen = survey(workplace, periods)
    published = published_periods(seen.published)
    wanted = [one for one in seen.deliveries if f"{one.file.period:%Y-%m}" in {*periods, *published}]
    new = _new(workplace, wanted)
    replaced = {_file(one) for one in new if one.reasons == ("replaced",)}  # what they replace is not made again
    files = (*new, *(one for one in _stale(workplace, seen) if _file(one) not in replaced), *_refused(seen))
    touched = {one.period for one in files if one.action == MAKE}
    received = {(one.arrival.period, one.arrival.sender_code) for one in seen.extracts.of_claims}
    received |= {(f"{one.file.period:%Y-%m}", one.file.sender_code) for one in wanted}
    about = {one.period for one in files}
    there = {period for period, _ in received} | about
    publishes, because, left_out = _decided(workplace, seen, periods, files, asked)
    return DryRun(
        publishes=publishes,
        because=because,
        left_out=left_out,
        files=tuple(sorted(files, key=lambda one: (one.period, one.sender, one.file))),
        recounted=tuple(sorted(touched | _paid(workplace, seen))),
        skipped=tuple(
            period for period in periods if period in there and period not in {one.period for one in files} and seen.is_published
        ),
        without_extract=tuple(period for period in periods if period not in there),
        gaps=tuple(told_gaps(received, workplace.decisions)),
        not_taken_in=tuple(f"{one.where}: {one.what}" for one in seen.misplaced),
    )


def _decided(
    workplace: Workplace, seen: Survey, periods: Sequence[str], files: Sequence[WouldDo], asked: Asked
) -> tuple[bool, str, tuple[LeftOut, ...]]:
    """Whether a run would publish, else why not, and what it would leave out: by what stops a run itself."""
    if any(one.action == MAKE for one in files):
        return (False, _told(InputsHeld(seen.held)), ()) if seen.held and _stays_held(workplace, seen, files) else (True, "", ())
    try:
        report = standstill(workplace, seen, periods, restate=asked.restate, all_or_nothing=asked.all_or_nothing)
    except NoExtracts:
        return False, "", ()  # these periods are named
    except ClaimsError as refused:
        return False, _told(refused), ()
    if report is None:
        return bool(seen.extracts.standing), "", ()
    return False, report.waits.sentence if report.waits else "", report.left_out


def _stays_held(workplace: Workplace, seen: Survey, files: Sequence[WouldDo]) -> bool:
    """Whether what a rollback rejected would still stand after these files."""
    with workplace.register() as register:
        rejected = {part for hold in register.holds() if hold.released_at is None for part in json.loads(hold.parts)}
    replaced = {(one.period, one.sender) for one in files if "replaced" in one.reasons}
    held = (one.arrival for one in seen.extracts.standing if one.part_id in rejected)
    return any((one.period, one.sender_code) not in replaced for one in held)


def _told(error: ClaimsError) -> str:
    return f"{error.what} ({error.fix})"


def _new(workplace: Workplace, deliveries: Sequence[Delivery]) -> list[WouldDo]:
    """What lies in the landing zone and was never taken in."""
    with workplace.register() as register:
        names = {(one.period, one.sender_code, one.name_id) for one in register.arrivals()}
    found = []
    for one in deliveries:
        period = f"{one.file.period:%Y-%m}"
        code = "replaced" if (period, one.file.sender_code, workplace.key.sign(one.file.name)) in names else "new"
        found.append(WouldDo(period, one.file.sender_code, one.file.masked_name, MAKE, (code,), SENTENCES[code]))
    return found


def _file(one: WouldDo) -> tuple[str, str, str]:
    return one.period, one.sender, one.file


def _stale(workplace: Workplace, seen: Survey) -> list[WouldDo]:
    rows = (one.to_dict() for one in stale(workplace, seen.periods))
    return [WouldDo(r["period"], r["sender"], r["file"], MAKE, tuple(r["reasons"]), r["why"]) for r in rows]  # type: ignore[arg-type]


def _refused(seen: Survey) -> list[WouldDo]:
    told = ((one.extract.arrival, one.refusal) for one in seen.extracts.refused)
    return [WouldDo(one.period, one.sender_code, one.file_name, REFUSED, (said.code,), said.what) for one, said in told]


def _paid(workplace: Workplace, seen: Survey) -> set[str]:
    """The payment months of the parts that were made of stale extracts before."""
    again = {one.extract.arrival.arrival_id for one in stale(workplace, seen.periods)}
    with workplace.register() as register:
        former = {part.arrival_id: part for part in register.parts().values()}
    ledgers = [json.loads(former[one].ledger) for one in again if one in former and former[one].ledger]
    return {month for ledger in ledgers for month in ledger["payment_months"]}
