"""An extract becomes a part: the whole of cleaning, step by step."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import polars as pl

from transforms import control
from transforms.by_hand import ByHand, account_of, as_sent, decide_by_hand
from transforms.decisions import Decisions
from transforms.judge.claims import judge_together
from transforms.judge.duplicates import nth_lines, same_payments
from transforms.judge.rules import WARNINGS
from transforms.judged import judged, regions_of_birth
from transforms.ledger import Ledger
from transforms.line import FINDING, LINE
from transforms.manifest import Manifest
from transforms.outcome import OUTCOMES, Tally, account, decided, sheet_of, tally
from transforms.parse.forms import Forms, decide_forms, typed
from transforms.quarantine import findings
from transforms.read.extract import read_extract
from transforms.read.shapes import ExtractFile, RawTable, Reading
from transforms.recognise import recognise
from transforms.row_totals import refuse_other_totals
from transforms.vocabulary.meanings import NIK_REGION
from transforms.vocabulary.met import Met
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
    met: Met | None = None,
) -> Ledger:
    """Write the accepted lines (LINE, in file order) and the findings (FINDING) of one extract; return where every row went.

    Three streaming passes: the forms of its columns; every line judged by itself, kept as scratch in `workspace` without personal
    values; what only the whole extract can tell. Raises ExtractRefused, and then writes neither file.
    `met` is filled with the words that were looked up, also where the extract is refused.
    """
    name, met = file.file_name, Met() if met is None else met
    met.note_facts()
    asked = vocabulary.noting(met, decisions.headings)
    reading = read_extract(file, asked.headings, workspace)
    forms = decide_forms([table.frame for table in reading.tables], period, decisions.dialect, file_name=name, met=met)
    met.note_values(pair for one in decisions.corrections for pair in (*one.set, *one.was))
    by_hand = decide_by_hand(reading, forms, decisions.corrections, vocabulary, period)
    with _scratch(workspace / f"judged-{lines_path.stem}.parquet") as scratch:
        judging = _Judging(vocabulary, period, pseudonym_key)
        _judge_lines(reading, forms, by_hand, judging, scratch)
        lines = pl.scan_parquet(scratch)
        met.note(NIK_REGION, regions_of_birth(lines))
        sent = as_sent(lines, _sent_lines(reading, by_hand, judging))  # what the sender's own totals are about
        sums = control.sums_of(sent, period)
        control.refuse_empty(sums, name)
        control.refuse_wrong_period(sums, period, name)
        control.refuse_other_manifest(sums, manifest, asked, name)
        unread = refuse_other_totals(reading, forms, sent, asked, file_name=name)

        same = same_payments(lines)
        verdicts = pl.concat([same, judge_together(lines, same, vocabulary)])
        final = decided(lines, verdicts, nth_lines(lines))
        counts = tally(final)
        control.refuse_too_many(counts, sums.lines, quarantine_share_limit, name)
        evidence = reading.evidence | forms.evidence | unread
        hands = account_of(by_hand, final)
        furniture = reading.furniture_rows
        ledger = account(counts, lines_read=sums.lines, sen_read=sums.sen, furniture=furniture, evidence=evidence, by_hand=hands)

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


@dataclass(frozen=True, slots=True)
class _Judging:
    """What lines are judged by."""

    vocabulary: Vocabulary
    period: date
    pseudonym_key: bytes

    def of(self, lines: pl.LazyFrame, table: RawTable, number: int) -> pl.LazyFrame:
        """Typed lines of one table, judged one by one."""
        present = table.frame.collect_schema().names()
        known = recognise(lines, self.vocabulary, period=self.period, numeric_nik_rows=table.numeric_nik_rows)
        return judged(known, self.vocabulary, present=present, pseudonym_key=self.pseudonym_key, table=number)


def _judge_lines(reading: Reading, forms: Forms, by_hand: ByHand, judging: _Judging, scratch: Path) -> None:
    """All tables' lines, corrected and judged, into `scratch`."""
    tables = [judging.of(by_hand.applied(typed(table.frame, forms), number), table, number) for number, table in enumerate(reading.tables)]
    pl.concat(tables).sink_parquet(scratch, compression="lz4", statistics=False, engine="streaming")


def _sent_lines(reading: Reading, by_hand: ByHand, judging: _Judging) -> list[pl.LazyFrame]:
    """The corrected lines as they were sent, judged."""
    tables = zip(reading.tables, by_hand.tables, strict=True)
    return [judging.of(own.sent.lazy(), table, number) for number, (table, own) in enumerate(tables) if own is not None]


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
