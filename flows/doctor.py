"""What is wrong with this installation. Each examination looks at one thing and says what it found; none changes anything."""

import os
import shutil
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

from flows.arrivals.landing import look
from flows.arrivals.vault import is_whole
from flows.errors import ClaimsError, Explained
from flows.monthly.astray import RegisterLost, refuse_astray
from flows.monthly.workplace import Workplace, look_at
from flows.orchestrator.reachable import check_reachable, without_credentials
from flows.wording import number_of
from warehouse.errors import WarehouseError

FREE_SPACE_MIB = 1024
RESTORE_REGISTER = "restore it from a backup; extracts in landing/ and vault/ are untouched"


@dataclass(frozen=True, slots=True)
class Diagnosis:
    """The outcome of one examination. `state` is well, ill or note."""

    subject: str
    state: str
    what: str
    fix: str = ""


def examine(home_flag: Path | None, *, every_byte: bool) -> list[Diagnosis]:
    """Every examination of this home. With `every_byte` the whole vault is read and hashed again."""
    try:
        workplace = look_at(home_flag)
    except Exception as error:
        if not isinstance(error, Explained):
            raise
        return [Diagnosis("configuration", "ill", error.what, error.fix)]
    examinations: tuple[Callable[[Workplace], Iterator[Diagnosis]], ...] = (
        _space,
        _landing,
        _register,
        _publications,
        _public_files,
        _prefect,
    )
    found = [diagnosis for examination in examinations for diagnosis in _told(examination, workplace)]
    return found + list(_vault(workplace, every_byte=every_byte))


def _told(examination: Callable[[Workplace], Iterator[Diagnosis]], workplace: Workplace) -> list[Diagnosis]:
    """What an examination found. What keeps it from looking is a finding as well, and the others go on."""
    try:
        return list(examination(workplace))
    except Exception as error:
        if not isinstance(error, Explained):
            raise
        return [Diagnosis(examination.__name__.strip("_"), "ill", error.what, error.fix)]


def _space(workplace: Workplace) -> Iterator[Diagnosis]:
    free_mib = shutil.disk_usage(workplace.home.root).free >> 20
    if free_mib < FREE_SPACE_MIB:
        yield Diagnosis("disk", "ill", f"{free_mib} MiB are free", "free some room: a run writes a candidate beside what stands")
    else:
        yield Diagnosis("disk", "well", f"{free_mib} MiB are free")


def _landing(workplace: Workplace) -> Iterator[Diagnosis]:
    view = look(workplace.settings.landing_url, now=workplace.opened_at, settle_s=workplace.settings.settle_seconds)
    yield Diagnosis(
        "landing", "well", f"{number_of(len(view.files), 'extract lies', 'extracts lie')} there, {view.unsettled} still being written"
    )
    for misplaced in view.misplaced:
        yield Diagnosis("landing", "ill", f"{misplaced.where}: {misplaced.what}", misplaced.fix)


def _register(workplace: Workplace) -> Iterator[Diagnosis]:
    with workplace.register() as register:
        parts, holds = register.parts().values(), register.holds()
        arrivals, publications = register.arrivals(), register.publications()
        damage = register.damage()
    if damage:
        yield Diagnosis("register", "ill", f"its file is damaged ({damage})", RESTORE_REGISTER)
    try:
        refuse_astray(workplace)
    except RegisterLost as lost:
        yield Diagnosis("register", "ill", lost.what, lost.fix)
    except (ClaimsError, WarehouseError):
        pass  # told with the publications
    yield Diagnosis(
        "register", "well", ", ".join(map(number_of, map(len, (arrivals, parts, publications)), ("arrival", "part", "publication")))
    )
    if open_holds := [hold for hold in holds if hold.released_at is None]:
        yield Diagnosis(
            "register", "note", f"{number_of(len(open_holds), 'input is', 'inputs are')} held since a rollback", "claims publish --release"
        )
    yield from _parts(workplace)


def _parts(workplace: Workplace) -> Iterator[Diagnosis]:
    """Parts whose files are gone: of extracts that count, which a run makes anew, and of others, which it makes anew if it needs them."""
    from flows.monthly.parts import files_of, unmade

    with workplace.register() as register:
        made = {part.part_id for part in register.parts().values() if part.outcome == "clean"}
    gone = {part_id for part_id in made if not files_of(workplace, part_id).exist}
    needed = gone & {extract.part_id for extract in unmade(workplace, None)} if gone else set()
    where = "gone from clean/ or quarantine/"
    if needed:
        yield Diagnosis(
            "clean", "ill", f"{number_of(len(needed), 'part is', 'parts are')} {where}", "run again: they are made anew from the vault"
        )
    if others := gone - needed:
        gone_too = number_of(len(others), "part of an extract that counts no more is", "parts of extracts that count no more are")
        what = f"{gone_too} {where}: a run that needs one makes it anew if this release made it"
        yield Diagnosis("clean", "note", what)


def _publications(workplace: Workplace) -> Iterator[Diagnosis]:
    from warehouse.doctor import examine_publications

    with workplace.register() as register:
        recorded = {row.number: row for row in register.publications()}
    for what, fix in examine_publications(workplace.home.warehouse, recorded):
        yield Diagnosis("warehouse", "ill" if fix else "well", what, fix)


def _public_files(workplace: Workplace) -> Iterator[Diagnosis]:
    from warehouse.public_file import examine_public_files

    for what, fix in examine_public_files(workplace.home.warehouse):
        yield Diagnosis("public", "ill" if fix else "well", what, fix)


def _prefect(workplace: Workplace) -> Iterator[Diagnosis]:
    url = os.environ.get("PREFECT_API_URL")
    if not url:
        yield Diagnosis("prefect", "well", f"each run starts its own API in {workplace.home.prefect}")
        return
    try:
        check_reachable(url)
    except ClaimsError as error:
        yield Diagnosis("prefect", "ill", error.what, error.fix)
    else:
        yield Diagnosis("prefect", "well", f"the API at {without_credentials(url)} answers")


def _vault(workplace: Workplace, *, every_byte: bool) -> Iterator[Diagnosis]:
    with workplace.register() as register:
        names = sorted({arrival.sha256 for arrival in register.arrivals()})
    damaged = [name for name in names if _is_damaged(workplace.home.vault, name, every_byte=every_byte)]
    how = "read and hashed again" if every_byte else "in place (--every-byte reads them all)"
    yield Diagnosis("vault", "well" if not damaged else "note", f"{len(names) - len(damaged)} of {len(names)} extracts {how}")
    for name in damaged:
        yield Diagnosis("vault", "ill", f"vault/{name} is missing or damaged", "put the sender's file into landing/ again")


def _is_damaged(vault: Path, sha256: str, *, every_byte: bool) -> bool:
    return not (is_whole(vault, sha256) if every_byte else (vault / sha256).is_file())
