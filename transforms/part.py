"""An extract becomes a part: the whole of cleaning, step by step."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path

import polars as pl

from transforms import control
from transforms.decisions import Decisions
from transforms.judge.claims import judge_together
from transforms.judge.duplicates import nth_lines, same_payments
from transforms.judge.rules import WARNINGS
from transforms.judged import judged
from transforms.ledger import Ledger
from transforms.line import FINDING, LINE
from transforms.manifest import Manifest
from transforms.outcome import OUTCOMES, Tally, account, decided, sheet_of, tally
from transforms.parse.forms import Forms, decide_forms, typed
from transforms.quarantine import findings
from transforms.read.extract import read_extract
from transforms.read.shapes import ExtractFile, Reading
from transforms.recognise import recognise
from transforms.row_totals import refuse_other_totals
from transforms.vocabulary.shapes import Vocabulary


def clean_extract(  # noqa: PLR0913  what a part is a function of (law 1), and where it goes
    file: ExtractFile,
    *,
    period: date,
    manifest: Manifest | None,
    decisions: Decisions,
    vocabulary: Vocabulary,
    pseudonym_key: bytes,
    workspace: Path,
    lines_path: Path,
    findings_path: Path,
    quarantine_share_limit: float,
) -> Ledger:
    """Write the accepted lines (LINE, in file order) and the findings (FINDING) of one extract; return where every row went.

    Three streaming passes: the forms of its columns; every line judged by itself, kept as scratch in `workspace` without personal
    values; what only the whole extract can tell. Raises ExtractRefused, and then writes neither file.
    """
    name = file.file_name
    reading = read_extract(file, vocabulary.headings.overlaid(decisions.headings), workspace)
    forms = decide_forms([table.frame for table in reading.tables], period, decisions.dialect, file_name=name)
    with _scratch(workspace / f"judged-{lines_path.stem}.parquet") as scratch:
        _judge_lines(reading, forms, vocabulary, period, pseudonym_key, scratch)
        lines = pl.scan_parquet(scratch)
        sums = control.sums_of(lines, period)
        control.refuse_empty(sums, name)
        control.refuse_wrong_period(sums, period, name)
        control.refuse_other_manifest(sums, manifest, vocabulary, name)
        unread = refuse_other_totals(reading, forms, lines, vocabulary, file_name=name)

        same = same_payments(lines)
        verdicts = pl.concat([same, judge_together(lines, same, vocabulary)])
        final = decided(lines, verdicts, nth_lines(lines))
        counts = tally(final)
        control.refuse_too_many(counts, sums.lines, quarantine_share_limit, name)
        evidence = reading.evidence | forms.evidence | unread
        ledger = account(counts, lines_read=sums.lines, sen_read=sums.sen, furniture=reading.furniture_rows, evidence=evidence)

        sheets = [table.sheet for table in reading.tables]
        _write(accepted(final, sheets), lines_path)
        _write(findings(final, counts.codes, sheets), findings_path)
    return ledger


def clean_nothing(lines_path: Path, findings_path: Path) -> Ledger:
    """The part of a nil return: no lines, no findings, an empty account."""
    none = dict.fromkeys(OUTCOMES, 0)
    ledger = account(Tally(none, none, 0, {}, {}), lines_read=0, sen_read=0, furniture=0, evidence={})
    _write(LINE.to_frame().lazy(), lines_path)
    _write(FINDING.to_frame().lazy(), findings_path)
    return ledger


def accepted(lines: pl.LazyFrame, sheets: list[str | None]) -> pl.LazyFrame:
    """LINE rows of the decided lines that were accepted."""
    kept = lines.filter(pl.col("outcome") == "accepted")
    warnings = pl.col("mask") & pl.lit(WARNINGS, dtype=pl.UInt64)
    return kept.with_columns(warning_mask=warnings, sheet=sheet_of(sheets)).select(LINE.names())


def _judge_lines(reading: Reading, forms: Forms, vocabulary: Vocabulary, period: date, pseudonym_key: bytes, scratch: Path) -> None:
    """All tables' lines, judged one by one, into `scratch`."""
    tables = []
    for number, table in enumerate(reading.tables):
        present = table.frame.collect_schema().names()
        lines = recognise(typed(table.frame, forms), vocabulary, period=period, numeric_nik_rows=table.numeric_nik_rows)
        tables.append(judged(lines, vocabulary, present=present, pseudonym_key=pseudonym_key, table=number))
    pl.concat(tables).sink_parquet(scratch, compression="lz4", statistics=False, engine="streaming")


@contextmanager
def _scratch(path: Path) -> Iterator[Path]:
    """A file for the judged lines, gone afterwards."""
    try:
        yield path
    finally:
        path.unlink(missing_ok=True)


def _write(frame: pl.LazyFrame, path: Path) -> None:
    """All of the frame under `path`, or nothing: written beside, made durable, then renamed."""
    unfinished = path.with_name(f".{path.name}.{os.getpid()}.tmp")
    try:
        frame.sink_parquet(unfinished, engine="streaming")
        with unfinished.open("rb") as written:
            os.fsync(written.fileno())
        unfinished.replace(path)
    finally:
        unfinished.unlink(missing_ok=True)
