"""The standing publication, written to a folder that BI tools elsewhere can read."""

import shutil
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from flows.errors import NothingPublished
from flows.export.errors import ExportFailed, ExportFolderRefused, NoPublicFile
from flows.export.folder import announce, place, prune, renew_latest, unfinished, whole
from flows.export.manifest import FORMATS, ExportedFile, Format, Manifest, read_manifest
from flows.home import PRIVATE, Home
from flows.lock import only_writer
from flows.progress import current
from warehouse.errors import WarehouseUnwritable
from warehouse.export import write_tables
from warehouse.figures import publications, standing_record
from warehouse.public_file import PUBLIC_NAME
from warehouse.publish import publication_file, standing


@dataclass(frozen=True, slots=True)
class Exported:
    """What an export did. What readers have open stays: `held`, names that still show an earlier publication; `kept`, old publications."""

    publication: int
    folder: Path
    formats: tuple[Format, ...]
    files: int
    is_new: bool
    held: tuple[str, ...]
    kept: tuple[int, ...]


def export_standing(home: Home, folder: Path, wanted: Sequence[Format], *, public: bool = False, wait_s: float = 600) -> Exported:
    """Write the standing publication to `folder` in these formats, once; what is there already is left as it is.

    Raises NothingPublished, NoPublicFile, ExportFolderRefused, ExportFailed, WarehouseError, HomeBusy (another export of this home).
    """
    if folder.resolve().is_relative_to(home.root.resolve()):
        raise ExportFolderRefused("an export may not lie in the home: what reads it would hold what runs have to write", folder)
    number = standing(home.warehouse)
    if number is None:
        raise NothingPublished(str(home.current_file))
    home.export_lock.parent.mkdir(exist_ok=True, mode=PRIVATE)  # a home brought from elsewhere may have its warehouse alone
    with only_writer(home.export_lock, wait_s, current().tell):
        return _export(home, number, folder, wanted, public=public)


def shows_what_stands(home: Home, folder: Path, wanted: Sequence[Format], *, public: bool) -> bool:
    """Whether the folder says that it shows the standing publication, of this scope and in these formats, also by the names that stay."""
    manifest = read_manifest(folder)
    if manifest is None or manifest.held or manifest.scope != _scope(public=public) or not manifest.formats.keys() >= set(wanted):
        return False
    return manifest.record_hash == standing_record(home.current_file).record_hash


def _export(home: Home, number: int, folder: Path, wanted: Sequence[Format], *, public: bool) -> Exported:
    internal = publication_file(home.warehouse, number)
    source = internal.with_name(PUBLIC_NAME) if public else internal
    if not source.exists():
        raise NoPublicFile(source)
    record = standing_record(internal)
    before = read_manifest(folder)
    scope = _scope(public=public)
    _refuse_anothers(folder, before, number, record.record_hash, scope)
    formats: dict[Format, list[ExportedFile]] = {}
    for form in _formats(wanted, before):
        formats[form] = whole(folder / str(number) / form) or _write(source, folder, form, number)
    held = renew_latest(folder, number, formats)
    now = Manifest(number, record.record_hash, scope, _published_at(internal), formats, held)
    if now != before:
        announce(folder, now)
    kept = prune(folder, number)
    is_new = before is None or before.publication != number or before.formats != formats
    return Exported(number, folder, tuple(formats), sum(map(len, formats.values())), is_new, tuple(held), tuple(kept))


def _scope(*, public: bool) -> str:
    return "public" if public else "internal"


def _refuse_anothers(folder: Path, before: Manifest | None, number: int, record_hash: str, scope: str) -> None:
    """A folder shows one warehouse, and either all of it or what the public may see."""
    if before is None:
        return
    if before.scope != scope:
        raise ExportFolderRefused(f"it shows the {before.scope} figures of publication {before.publication}, not {scope} ones", folder)
    if before.publication > number or (before.publication == number and before.record_hash != record_hash):
        raise ExportFolderRefused(f"it shows publication {before.publication} of another warehouse than this one ({number} stands)", folder)


def _formats(wanted: Sequence[Format], before: Manifest | None) -> list[Format]:
    """Those asked for, and those the folder shows already, which would else grow old beside them."""
    return [form for form in FORMATS if form in wanted or (before is not None and form in before.formats)]


def _write(source: Path, folder: Path, form: Format, number: int) -> list[ExportedFile]:
    current().step(f"exporting {form} to {folder}")
    with unfinished(folder) as working:
        written = working / form
        try:
            relations = _written(source, written, form, number)
        except WarehouseUnwritable as error:
            raise ExportFailed(error.path, error.detail) from None
        except OSError as error:
            raise ExportFailed(written, error.strerror or type(error).__name__) from None
        return place(written, folder / str(number) / form, relations)


def _written(source: Path, written: Path, form: Format, number: int) -> dict[str, tuple[str, int | None]]:
    """File name -> the table it holds and its rows."""
    if form != "duckdb":
        return {one.file.name: (one.relation, one.rows) for one in write_tables(source, written, form, number)}
    written.mkdir()
    shutil.copyfile(source, written / source.name)
    return {source.name: ("", None)}


def _published_at(file: Path) -> str:
    at: datetime = publications(file)["published_at"][-1]
    return at.astimezone(UTC).isoformat(timespec="seconds")
