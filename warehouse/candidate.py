"""A publication before it is one: a complete file in a directory of its own, built anew, checked, then sealed."""

import shutil
from collections.abc import Collection, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path

import duckdb
import polars as pl

from warehouse.audit import register_audit
from warehouse.content import FINDINGS, CandidateContent, shaped
from warehouse.content_hash import REGION, ROLLUP, TO_DATE, sealed_hash
from warehouse.errors import CandidateOpen, ContentRefused, WarehouseError
from warehouse.history import attached, carry_over
from warehouse.history_hash import records, written
from warehouse.on_disk import FILE_NAME, sync
from warehouse.opening import opened, writing
from warehouse.origin import Origin, begun, origin
from warehouse.record import PublicationLedger, PublicationRecord, record_hash
from warehouse.release_tables import cause_table, description_table, month_table
from warehouse.statements import apply_schema, run

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
LARGE = {"region_month": REGION, "year_to_date": TO_DATE, "rollup": ROLLUP}  # frames that grow with the history, and their marts
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

    def content_hash(self) -> str:
        """The name of everything the current marts show."""
        return sealed_hash(self.connection)

    def discard(self) -> None:
        """Close and remove the candidate: the gate stayed closed."""
        self.connection.close()
        shutil.rmtree(self.file.parent)

    def _write_record(self) -> str:
        hashed = self.content_hash()
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
    file, begins = folder / FILE_NAME, origin(frames, previous)
    with writing(file):
        connection = begun(file, begins)
        try:
            with attached(connection, previous):
                _fill(connection, frames, content, record, previous, begins)
        except (duckdb.Error, WarehouseError):
            connection.close()
            raise
    return Candidate(file, connection, record, content.publication_ledger, content.maturity_months)


def _fill(
    connection: duckdb.DuckDBPyConnection,
    frames: dict[str, pl.DataFrame],
    content: CandidateContent,
    record: PublicationRecord,
    previous: Path | None,
    begins: Origin,
) -> None:
    is_anew = begins.taken_over is None
    for name, frame in frames.items():
        if name not in LARGE:
            connection.register(f"incoming_{name}", frame)
    connection.begin()  # one for all: a commit per statement would sync each
    if is_anew:
        apply_schema(connection)
    run(connection, "load/rupiah")
    run(connection, "load/month_state", maturity_months=content.maturity_months)
    run(connection, "load/span_state")
    run(connection, "load/source_now")
    run(connection, "load/fresh", is_anew=is_anew)
    run(connection, "load/taken_over")
    _register_large(connection, frames)
    _refuse_faults(connection)
    run(connection, "load/clear")
    knows_rollup = not frames["rollup"].is_empty() or frames["benefit_month"].is_empty()
    for name in MARTS + RECORDS:
        run(connection, f"load/{name}", **({"rollup_is_known": knows_rollup} if name == "rollup" else {}))
    if is_anew:
        run(connection, "load/dictionary")
    run(
        connection,
        "load/keep_source",
        release_id=begins.release_id,
        names_id=begins.names_id,
        publications_on=begins.publications_on,
    )
    carry_over(connection, record, previous, knows_causes=content.changes is not None, is_anew=is_anew)
    connection.commit()
    for name in frames:
        connection.unregister(f"incoming_{name}")


def _register_large(connection: duckdb.DuckDBPyConnection, frames: dict[str, pl.DataFrame]) -> None:
    """Hand in what is not taken over: of the frames that grow with the history most is."""
    taken = run(connection, "seal/taken_over").pl()
    for name, mart in LARGE.items():
        own = taken.filter(pl.col("mart") == mart)
        keys = ["span", "period"] if name == "rollup" else ["period"]
        frame = frames[name] if own.is_empty() else frames[name].join(own, on=keys, how="anti")
        connection.register(f"incoming_{name}", frame)


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
