"""claims_public.duckdb: written from protected frames alone, beside the candidate, and sealed with it."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

import duckdb
import polars as pl

from warehouse.content import Schema, shaped
from warehouse.errors import WarehouseError, WarehouseUnreadable
from warehouse.on_disk import sync
from warehouse.opening import opened, read_all, reading, writing
from warehouse.origin import STORAGE_VERSION
from warehouse.publish import published
from warehouse.statements import HERE, literal, run
from warehouse.sums import has_other_bytes

PUBLIC_NAME = "claims_public.duckdb"
RESTORE_PUBLIC = "restore it from a backup: what was shown before decides what may be shown next (where there never was one, run again)"
LOADED = (
    "average",
    "spans",
    "claims_vintages",
    "claims_by_benefit_month",
    "claims_by_benefit_quarter_regency",
    "claims_by_benefit_year_regency",
    "claims_by_segment_year",
    "suppression",
    "benefit_type",
    "dictionary",
)
VINTAGES: Schema = {
    "table_name": pl.String,
    "period": pl.Date,
    "benefit_type_code": pl.String,  # '' where the table has none
    "regency_code": pl.String,  # the same, and where the lines name none
    "segment_code": pl.String,  # as above
    "mark": pl.String,
    "claim_count": pl.Int64,  # null where suppressed or not reported
    "amount_paid_sen": pl.Int64,
    "shown_since_publication": pl.Int64,
    "publication_from": pl.Int64,
    "publication_to": pl.Int64,
}
BENEFIT_TYPES: Schema = {"benefit_type_code": pl.String, "name_id": pl.String, "name_en": pl.String, "valid_from": pl.Date}
REGIONS: Schema = {"regency_code": pl.String, "regency_name": pl.String}
MONTHS: Schema = {"period": pl.Date, "senders_expected": pl.Int64, "senders_received": pl.Int64, "maturity": pl.String}
SEGMENTS: Schema = {"segment_code": pl.String, "segment_name": pl.String, "segment_name_en": pl.String}


@dataclass(frozen=True, slots=True)
class PublicContent:
    """Everything the public file shows: no frame holds a figure that is not shown."""

    vintages: pl.DataFrame
    benefit_types: pl.DataFrame
    regions: pl.DataFrame
    segments: pl.DataFrame
    months: pl.DataFrame  # how whole and how mature each payment month is
    publication: int
    published_at: datetime
    disclosure_threshold: int
    dominance_share: float
    protected_by: str | None  # names all that decided what is told; None: not known any more


def write_public(folder: Path, content: PublicContent) -> Path:
    """The public file in `folder`, whole, without a log and on disk. Raises ContentRefused, WarehouseUnwritable."""
    file = folder / PUBLIC_NAME
    with writing(file):
        file.unlink(missing_ok=True)
        with duckdb.connect() as connection:  # only ATTACH takes the storage version
            connection.execute(f"attach {literal(file)} as claims_public (storage_version '{STORAGE_VERSION}')")
            connection.execute("use claims_public")
            _fill(connection, content)
            connection.execute("checkpoint claims_public")
            connection.execute("use memory")
            connection.execute("detach claims_public")
        sync(file)
        sync(folder)
    return file


def public_vintages(file: Path) -> pl.DataFrame:
    """VINTAGES that a public file holds. Raises WarehouseUnreadable."""
    with opened(file) as connection, reading(file):
        return shaped("vintages", run(connection, "public/load/vintages").pl(), VINTAGES)


def protected_by(file: Path) -> str | None:
    """What decided what a public file tells, by one name; None where it does not say. Raises WarehouseUnreadable."""
    with opened(file) as connection, reading(file):
        [row] = run(connection, "public/load/protected_by").pl().to_dicts()
    return row.get("protected_by")


def examine_public_files(warehouse: Path) -> Iterator[tuple[str, str]]:
    """What was found about the public files of the publications kept, as (what, fix); an empty fix means well.

    Publications before the first that has one were made by a release without public files.
    """
    kept = published(warehouse)
    having = [number for number in kept if (warehouse / "publications" / str(number) / PUBLIC_NAME).exists()]
    wanted = [number for number in kept if number >= (having or kept)[0]]
    faults = [(number, _fault(warehouse / "publications" / str(number) / PUBLIC_NAME, number)) for number in wanted]
    for number, fault in faults:
        if fault:
            yield f"the public file of publication {number}: {fault}", RESTORE_PUBLIC
    if kept and not any(fault for _, fault in faults):
        yield f"{len(wanted)} public files are there and as they were written", ""


def public_fault(folder: Path, number: int) -> str:
    """What is wrong with the public file of publication `number` in its directory; '' where nothing is, or it never had one."""
    if not any(folder.parent.glob(f"*/{PUBLIC_NAME}")):
        return ""
    return _fault(folder / PUBLIC_NAME, number)


def _fault(file: Path, number: int) -> str:
    """What is wrong with the public file of publication `number`; '' where nothing is."""
    if not file.exists():
        return "it is missing"
    if file.with_name(f"{file.name}.wal").exists():
        return "a .wal lies beside it: someone opened it for writing"
    try:
        with opened(file) as connection, reading(file):
            row = run(connection, "public/load/told").fetchone()
            hashed = run(connection, "public/load/figures_hash").fetchone()
            read_all(connection)
    except WarehouseError as error:
        return error.what
    if row is None or row[0] != number:
        return "it holds another publication's record"
    if not hashed or row[1] != hashed[0]:
        return "its figures were edited: they are not those of its hash"
    return "it has other bytes than were published, though no figure is another" if has_other_bytes(file) else ""


def public_before(warehouse: Path, number: int) -> Path | None:
    """The public file of publication `number`; None where publications had none yet. Raises WarehouseUnreadable where it was lost."""
    folder = warehouse / "publications"
    file = folder / str(number) / PUBLIC_NAME
    if file.exists():
        return file
    older = [path for path in folder.glob(f"*/{PUBLIC_NAME}") if path.parent.name.isdecimal() and int(path.parent.name) < number]
    if older:
        raise WarehouseUnreadable(file, "it is gone, and with it what may not be told twice")
    return None


def _fill(connection: duckdb.DuckDBPyConnection, content: PublicContent) -> None:
    frames = {
        "incoming_vintages": shaped("vintages", content.vintages, VINTAGES),
        "incoming_benefit_types": shaped("benefit_types", content.benefit_types, BENEFIT_TYPES),
        "incoming_regions": shaped("regions", content.regions, REGIONS),
        "incoming_segments": shaped("segments", content.segments, SEGMENTS),
        "incoming_months": shaped("months", content.months, MONTHS),
    }
    for name, frame in frames.items():
        connection.register(name, frame)
    connection.begin()
    for path in sorted((HERE / "public" / "schema").glob("*.sql")):
        connection.execute(path.read_text(encoding="utf-8"))
    run(connection, "load/rupiah")
    for name in LOADED:
        run(connection, f"public/load/{name}")
    hashed = run(connection, "public/load/figures_hash").fetchone()
    run(
        connection,
        "public/load/publication",
        publication=content.publication,
        published_at=content.published_at,
        disclosure_threshold=content.disclosure_threshold,
        dominance_share=content.dominance_share,
        protected_by=content.protected_by,
        figures_hash=hashed and hashed[0],
    )
    connection.commit()
    for name in frames:
        connection.unregister(name)
