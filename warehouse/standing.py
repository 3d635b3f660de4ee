"""Which publication stands, and which are kept: asked of the disk. No engine is imported here."""

import os
from pathlib import Path

from warehouse.errors import WarehouseUnreadable
from warehouse.on_disk import FILE_NAME

CURRENT = "current"
PUBLICATIONS = "publications"


def standing(warehouse: Path) -> int | None:
    """Number of the publication `current` points to; None before the first. Raises WarehouseUnreadable where the link is broken."""
    link = warehouse / CURRENT
    if not os.path.lexists(link):
        return None
    name = link.readlink().name if link.is_symlink() else ""
    if not name.isdecimal() or not (warehouse / PUBLICATIONS / name / FILE_NAME).is_file():
        raise WarehouseUnreadable(link, "it does not point to a publication under publications/")
    return int(name)


def standing_file(warehouse: Path) -> Path | None:
    """The file of the publication that stands, by its own directory and not through the link; None before the first."""
    number = standing(warehouse)
    return None if number is None else publication_file(warehouse, number)


def publication_file(warehouse: Path, number: int) -> Path:
    """Where the file of publication `number` lies, or would lie."""
    return warehouse / PUBLICATIONS / str(number) / FILE_NAME


def published(warehouse: Path) -> list[int]:
    """Numbers of the publications kept, oldest first; unfinished left-overs above the standing one are not among them."""
    now = standing(warehouse)
    if now is None:
        return []
    names = [path.name for path in (warehouse / PUBLICATIONS).iterdir()]
    return sorted(int(name) for name in names if name.isdecimal() and int(name) <= now)


def kept(warehouse: Path) -> list[int]:
    """Numbers of the publications that have a file, oldest first, whatever `current` points to."""
    names = [path.parent.name for path in (warehouse / PUBLICATIONS).glob(f"*/{FILE_NAME}")]
    return sorted(int(name) for name in names if name.isdecimal())
