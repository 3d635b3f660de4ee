"""Make a sealed candidate the publication that stands. Readers see the old one or the new one, whole, at every moment."""

import shutil
from pathlib import Path

from warehouse.errors import CandidateOpen, PublicationOutOfOrder, WarehouseUnwritable
from warehouse.on_disk import FILE_NAME, sync
from warehouse.opening import writing
from warehouse.standing import CURRENT, PUBLICATIONS, publication_file, published, standing, standing_file
from warehouse.sums import keep_sums

__all__ = ["prune", "publication_file", "publish", "published", "stand_again", "standing", "standing_file"]

_NEXT_LINK = ".current.next"  # a link not yet in place; what a kill leaves is cleared by the next publish
_DISCARDED = ".discarded-"  # a publication on its way out; what a kill leaves is cleared by the next prune


def publish(warehouse: Path, candidate_folder: Path, number: int) -> None:
    """Move the sealed candidate to publications/<number> and flip `current` to it.

    One writer at a time (the caller's lock). Killed anywhere, the old publication or the new one stands and the next publish
    clears what was left. Raises PublicationOutOfOrder, CandidateOpen, WarehouseUnwritable.
    """
    _refuse_unfit(warehouse, candidate_folder, number)
    with writing(warehouse):
        keep_sums(candidate_folder)
        for path in candidate_folder.iterdir():
            sync(path)
        sync(candidate_folder)
        home = _place(warehouse, candidate_folder, number)
        sync(home)
        _flip(warehouse, number)


def stand_again(warehouse: Path, number: int) -> None:
    """Flip `current` to a publication that lies there whole, which the caller has seen to. Raises WarehouseUnwritable."""
    with writing(warehouse):
        _flip(warehouse, number)


def prune(warehouse: Path, keep: int) -> list[int]:
    """Remove all but the newest `keep` publications, never the standing one nor the one before; hands back the numbers removed."""
    surplus = published(warehouse)[: -max(keep, 2)]
    folder = warehouse / PUBLICATIONS
    with writing(folder):
        for number in surplus:  # renamed first: a half-removed directory must not look like a publication
            (folder / str(number)).rename(folder / f"{_DISCARDED}{number}")
        for path in folder.glob(f"{_DISCARDED}*"):
            shutil.rmtree(path)
    return surplus


def _refuse_unfit(warehouse: Path, candidate_folder: Path, number: int) -> None:
    now = standing(warehouse)
    if number <= (now or 0):
        raise PublicationOutOfOrder(number, now, "a publication with that number or a later one stands")
    if not (candidate_folder / FILE_NAME).is_file():
        raise WarehouseUnwritable(candidate_folder, f"there is no {FILE_NAME} in the candidate's directory")
    if any(candidate_folder.glob("*.wal")):
        raise CandidateOpen(candidate_folder / FILE_NAME, "a .wal lies beside it")


def _place(warehouse: Path, candidate_folder: Path, number: int) -> Path:
    home = warehouse / PUBLICATIONS
    home.mkdir(parents=True, exist_ok=True)
    target = home / str(number)
    if target.exists():  # above the standing number: a publish was killed before the flip
        shutil.rmtree(target)
    candidate_folder.rename(target)
    return home


def _flip(warehouse: Path, number: int) -> None:
    link = warehouse / _NEXT_LINK
    link.unlink(missing_ok=True)
    link.symlink_to(Path(PUBLICATIONS) / str(number))  # relative: the home can be moved or mounted elsewhere
    link.replace(warehouse / CURRENT)
    sync(warehouse)
