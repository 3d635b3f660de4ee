"""What a run would do, and why: everything is looked at in a shadow of the home, which is thrown away."""

import json
import shutil
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from flows.arrivals.deliveries import Delivery
from flows.gaps import told_gaps
from flows.home import Home
from flows.lock import only_writer
from flows.monthly.staleness import SENTENCES, stale
from flows.monthly.survey import Survey, published_periods, survey
from flows.monthly.workplace import Workplace, open_workplace
from flows.progress import current
from flows.settings import read_settings

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
class DryRun:
    """What a run would do. `recounted`: the payment months known to be touched; lines of files still unread may add some."""

    publishes: bool
    files: tuple[WouldDo, ...]
    recounted: tuple[str, ...]
    skipped: tuple[str, ...]  # periods asked for in which nothing has changed
    without_extract: tuple[str, ...]  # periods asked for in which nobody delivered
    gaps: tuple[str, ...]
    not_taken_in: tuple[str, ...]

    def to_dict(self) -> dict[str, Any]:
        """For --json."""
        return asdict(self)


def dry_run(home_flag: Path | None, periods: Sequence[str]) -> DryRun:
    """What a run for these periods would do now. Nothing of the home is written but its lock."""
    settings = read_settings(home_flag)
    home = Home(settings.home.absolute())
    with tempfile.TemporaryDirectory(prefix="claims-dry-run-") as folder:
        with _held(home, settings.lock_wait_seconds):
            shadow = _shadow(home, Path(folder))
        return _looked(open_workplace(shadow), periods)


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
    if home.register.parent.is_dir():
        shutil.copytree(home.register.parent, shadow.register.parent, dirs_exist_ok=True, ignore=shutil.ignore_patterns("*-shm"))
    shadow.clean.mkdir()
    for part in home.clean.glob("*.parquet"):
        (shadow.clean / part.name).symlink_to(part)
    return root


def _looked(workplace: Workplace, periods: Sequence[str]) -> DryRun:
    seen = survey(workplace, periods)
    published = published_periods(seen.published)
    wanted = [one for one in seen.deliveries if f"{one.file.period:%Y-%m}" in {*periods, *published}]
    files = (*_new(workplace, wanted), *_stale(workplace, seen), *_refused(seen))
    touched = {one.period for one in files if one.action == MAKE}
    received = {(one.arrival.period, one.arrival.sender_code) for one in seen.extracts.standing}
    received |= {(f"{one.file.period:%Y-%m}", one.file.sender_code) for one in wanted}
    about = {one.period for one in files}
    there = {period for period, _ in received} | about
    return DryRun(
        publishes=bool(touched) or (bool(seen.extracts.standing) and not seen.is_published),
        files=tuple(sorted(files, key=lambda one: (one.period, one.sender, one.file))),
        recounted=tuple(sorted(touched | _paid(workplace, seen))),
        skipped=tuple(
            period for period in periods if period in there and period not in {one.period for one in files} and seen.is_published
        ),
        without_extract=tuple(period for period in periods if period not in there),
        gaps=tuple(told_gaps(received, workplace.decisions)),
        not_taken_in=tuple(f"{one.where}: {one.what}" for one in seen.misplaced),
    )


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
