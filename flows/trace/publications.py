"""Every publication, or one, rebuilt from vault, register and reference tables alone: on this home, or on another that has only these."""

from collections.abc import Iterator
from pathlib import Path

from flows.doctor import Diagnosis
from flows.errors import ClaimsError, NothingPublished
from flows.monthly.workplace import Workplace, look_at
from flows.trace.errors import NotPublished, NotRecorded, OtherRelease, OtherSchema
from flows.trace.verify import verifier
from warehouse.register.records import PublicationRow

CANNOT_TELL = (OtherRelease, OtherSchema, NotRecorded)  # nothing is wrong with the publication; others can tell, or nobody
RESTORE = "restore vault/ and register/ from a backup, whichever was changed; `claims trace PERIOD --verify` shows figures and extracts"


def rebuild(home_flag: Path | None, number: int | None) -> list[Diagnosis]:
    """A diagnosis for each publication (None: of all): well where its content hash is equal, note where this release cannot tell."""
    workplace = look_at(home_flag)
    with workplace.register() as register:
        publications = register.publications()
    if not publications:
        raise NothingPublished(str(workplace.home.register))
    rows = [row for row in publications if number in (None, row.number)]
    if not rows:
        raise NotPublished(f"there is no publication {number}")
    return list(_rebuilt(workplace, rows))


def _rebuilt(workplace: Workplace, rows: list[PublicationRow]) -> Iterator[Diagnosis]:
    with verifier(workplace) as rebuilding:
        for row in rows:
            try:
                what = rebuilding.verify_publication(row)
            except CANNOT_TELL as error:
                yield Diagnosis("rebuild", "note", error.what, error.fix)
            except ClaimsError as error:
                yield Diagnosis("rebuild", "ill", f"publication {row.number}: {error.what} ({error.where})", error.fix)
            else:
                state = "ill" if what else "well"
                yield Diagnosis(
                    "rebuild", state, f"publication {row.number}: {what or f'equal, {row.content_hash}'}", RESTORE if what else ""
                )
