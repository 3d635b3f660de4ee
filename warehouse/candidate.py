"""A publication before it is one: a complete file in a directory of its own, built anew, checked, then sealed."""

import shutil
from collections.abc import Collection, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path

import duckdb
import polars as pl

from warehouse.audit import register_audit
from warehouse.content import FINDINGS, CandidateContent, shaped
from warehouse.content_hash import content_hash
from warehouse.errors import CandidateOpen, ContentRefused, WarehouseError
from warehouse.history import attached, carry_over
from warehouse.history_hash import records, written
from warehouse.on_disk import FILE_NAME, sync
from warehouse.opening import opened, writing
from warehouse.record import PublicationLedger, PublicationRecord, record_hash
from warehouse.release_tables import cause_table, description_table, month_table
from warehouse.statements import apply_schema, literal, run

STORAGE_VERSION = "v1.4.0"  # BI tools embed 1.4 and 1.5 clients, and a stale .wal is refused instead of replayed
MARTS = (
    "benefit_month",
    "programme_month",
    "region_month",
    "year_to_date",
    "rollup",
    "final_month",
    "lag_triangle",
    "completion",
    "coverage",
    "worker_month",
)
RECORDS = ("benefit_types", "regencies", "codes", "calendar", "estimate_rules", "extracts", "ledger", "causes")


@dataclass(frozen=True, slots=True)
class Candidate:
    """An unsealed publication. `connection` is the only one to the file; checks may read marts, meta and audit relations on it."""

    file: Path
    connection: duckdb.DuckDBPyConnection
    record: PublicationRecord
    ledger: PublicationLedger
    maturity_months: int

    def register_audit(self, lines: Sequence[Path], part_ids: Collection[str] | None = None) -> None:
        """Make `audit.lines` (of the parts given), `audit.ledger` (of `part_ids`, None = all) and `audit.month` readable for the checks."""
        register_audit(self.connection, self.record, lines, part_ids)

    def record_checks(self, findings: pl.DataFrame) -> None:
        """Keep what the checks found (columns of FINDINGS) in meta.check_result."""
        self.connection.register("incoming_findings", shaped("findings", findings, FINDINGS))
        run(self.connection, "seal/check_results", number=self.record.number)
        self.connection.unregister("incoming_findings")

    def seal(self) -> str:
        """Write the record, close the file for good and hand back its content hash. Afterwards it is on disk, whole, without a log."""
        with writing(self.file):
            sealed_hash = self._write_record()
            self.connection.execute("checkpoint")
            self.connection.close()
        _refuse_open(self.file)
        with writing(self.file):
            sync(self.file)
            sync(self.file.parent)
        return sealed_hash

    def discard(self) -> None:
        """Close and remove the candidate: the gate stayed closed."""
        self.connection.close()
        shutil.rmtree(self.file.parent)

    def _write_record(self) -> str:
        hashed = content_hash(self.connection)
        before = _single(run(self.connection, "seal/previous_hash"))
        parameters = asdict(self.record) | asdict(self.ledger)
        run(self.connection, "seal/publication", **parameters, maturity_months=self.maturity_months, content_hash=hashed)
        number = self.record.number
        (own,) = records(self.connection, number)
        history = written(self.connection, number, self.record.previous_number).history_hash(own)
        chained = record_hash(self.record, hashed, None if before is None else str(before), history)
        run(self.connection, "seal/chain", number=number, history_hash=history, record_hash=chained)
        return hashed


def build(folder: Path, content: CandidateContent, record: PublicationRecord, previous: Path | None) -> Candidate:
    """A candidate in `folder`, its own directory: what an unfinished build left there is removed.

    `previous` is the file of the publication that stands (None = there is none yet); it is opened read-only. Raises
    ContentRefused, WarehouseLocked and WarehouseUnreadable (previous), WarehouseUnwritable (folder), PublicationOutOfOrder.
    """
    frames = content.frames() | {"causes": cause_table(), "months": month_table(), "descriptions": description_table()}
    file = folder / FILE_NAME
    with writing(file):
        connection = _new_file(file)
        try:
            with attached(connection, previous):
                _fill(connection, frames, content, record, previous)
        except (duckdb.Error, WarehouseError):
            connection.close()
            raise
    return Candidate(file, connection, record, content.publication_ledger, content.maturity_months)


def _new_file(file: Path) -> duckdb.DuckDBPyConnection:
    shutil.rmtree(file.parent, ignore_errors=True)
    file.parent.mkdir(parents=True)
    with duckdb.connect() as maker:  # only ATTACH takes the storage version; the file keeps it
        maker.execute(f"attach {literal(file)} as claims (storage_version '{STORAGE_VERSION}')")
    return duckdb.connect(file)


def _fill(
    connection: duckdb.DuckDBPyConnection,
    frames: dict[str, pl.DataFrame],
    content: CandidateContent,
    record: PublicationRecord,
    previous: Path | None,
) -> None:
    for name, frame in frames.items():
        connection.register(f"incoming_{name}", frame)
    _refuse_faults(connection)
    connection.begin()  # one for all: a commit per statement would sync each
    apply_schema(connection)
    run(connection, "load/rupiah")
    run(connection, "load/month_state", maturity_months=content.maturity_months)
    run(connection, "load/year_state")
    run(connection, "load/span_state")
    for name in MARTS + RECORDS:
        run(connection, f"load/{name}")
    run(connection, "load/dictionary")
    carry_over(connection, record, previous, knows_causes=content.changes is not None)
    connection.commit()
    for name in frames:
        connection.unregister(f"incoming_{name}")


def _refuse_faults(connection: duckdb.DuckDBPyConnection) -> None:
    fault = run(connection, "load/faults").fetchone()
    if fault:
        frame, problem, count = fault
        raise ContentRefused(frame, f"{problem} ({count} times)")


def _refuse_open(file: Path) -> None:
    if file.with_name(file.name + ".wal").exists():
        raise CandidateOpen(file, "a .wal lies beside it")
    try:
        with opened(file):  # a cursor somebody kept would show here, and would keep the lock after publication
            pass
    except WarehouseError as error:
        raise CandidateOpen(file, error.what) from None


def _single(result: duckdb.DuckDBPyConnection) -> object:
    row = result.fetchone()
    return row[0] if row else None
