"""An extract becomes a part: the whole of cleaning, step by step."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path

import polars as pl

from transforms import control
from transforms.by_hand import ByHand, account_of, as_sent, decide_by_hand
from transforms.contract import Contract, Judging
from transforms.contracts import BY_CODE
from transforms.decisions import Decisions
from transforms.judge.duplicates import same_lines
from transforms.judge.repeated_tables import refuse_repeated_tables
from transforms.ledger import Ledger
from transforms.line import FINDING, LINE
from transforms.manifest import Manifest
from transforms.misread import amounts_of, refuse_misread_amounts, refuse_misread_columns
from transforms.outcome import OUTCOMES, Tally, account, decided, may_be_told, sheet_of, tally
from transforms.parse.forms import Forms, decide_forms, typed
from transforms.profile import profile
from transforms.quarantine import findings
from transforms.read.extract import read_extract
from transforms.read.shapes import ExtractFile, Reading
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
    """Write the accepted lines (as its contract keeps them, in file order) and findings (FINDING) of an extract; return where rows went.

    Three streaming passes: the forms of its columns; every line judged by itself, kept as scratch in `workspace` without personal
    values; what only the whole extract can tell. Raises ExtractRefused, and then writes neither file.
    `met` is filled with the words that were looked up, also where the extract is refused.
    """
    name, met = file.file_name, Met() if met is None else met
    met.note_facts()
    asked = vocabulary.noting(met, decisions.headings)
    reading = read_extract(file, asked.headings, workspace)
    contract = BY_CODE[reading.contract.contract]
    frames = [table.frame for table in reading.tables]
    forms = decide_forms(frames, period, decisions.dialect, file_name=name, met=met, amount_column=contract.columns.amount)
    corrections = decisions.corrections if contract.is_corrected else ()
    met.note_values(pair for one in corrections for pair in (*one.set, *one.was))
    by_hand = decide_by_hand(reading, forms, corrections, vocabulary, period)
    with _scratch(workspace / f"judged-{lines_path.stem}.parquet") as scratch:
        judging = Judging(vocabulary, period, pseudonym_key)
        _judge_lines(reading, forms, by_hand, contract, judging, scratch)
        lines = pl.scan_parquet(scratch)
        met.note(NIK_REGION, contract.regions_of_birth(lines))
        sent = as_sent(lines, _sent_lines(reading, by_hand, contract, judging))  # what the sender's own totals are about
        sums = control.sums_of(sent, period)
        control.refuse_empty(sums, name)
        control.refuse_wrong_period(sums, period, name)
        if contract.columns.is_money:
            refuse_misread_amounts(amounts_of(sent), contract.columns.amount, name)
        parts = contract.parts_of_totals(sent)
        control.refuse_other_manifest(sums, manifest, asked, name, contract.columns, (control.sums_of(one, period) for one in parts))
        unread = refuse_other_totals(reading, forms, sent, asked, file_name=name, parts=[*parts, *_counted(sent, contract)])
        unread |= refuse_repeated_tables(lines, contract.is_numbered, reading.tables, name)

        same = same_lines(lines, contract.rules, contract.is_numbered)
        verdicts = pl.concat([same, contract.together(lines, same, vocabulary)])
        nth = contract.nth_lines(lines)
        final = decided(lines, verdicts, nth, contract.rules)
        counts = tally(final, contract.rules.codes)
        sheets = [table.sheet for table in reading.tables]
        may_be = decided(may_be_told(lines, verdicts), verdicts, nth, contract.rules)
        told = findings(may_be, counts.codes, sheets, is_money=contract.columns.is_money)
        control.refuse_too_many(counts, sums.lines, quarantine_share_limit, name, told)
        refuse_misread_columns(counts, sums.lines, contract.rules, name)
        evidence = reading.evidence | forms.evidence | unread
        if contract.columns.is_money:
            evidence |= {"profile": profile(final.filter(pl.col("outcome") == "accepted"), period)}
        hands = account_of(by_hand, final)
        furniture = reading.furniture_rows
        read = {"lines_read": sums.lines, "sen_read": sums.sen, "furniture": furniture}
        ledger = account(counts, **read, evidence=evidence, by_hand=hands, contract=contract.code)

        _write(accepted(final, sheets, contract), lines_path)
        _write(told, findings_path)
    return ledger


def clean_nothing(lines_path: Path, findings_path: Path) -> Ledger:
    """The part of a nil return: no lines, no findings, an empty account."""
    none = dict.fromkeys(OUTCOMES, 0)
    ledger = account(Tally(none, none, 0, {}, {}), lines_read=0, sen_read=0, furniture=0, evidence={})
    _write(LINE.to_frame().lazy(), lines_path)
    _write(FINDING.to_frame().lazy(), findings_path)
    return ledger


def accepted(lines: pl.LazyFrame, sheets: list[str | None], contract: Contract) -> pl.LazyFrame:
    """The decided lines that were accepted, as the contract keeps them."""
    kept = contract.accepted(lines.filter(pl.col("outcome") == "accepted"))
    warnings = pl.col("mask") & pl.lit(contract.rules.warnings, dtype=pl.UInt64)
    return kept.with_columns(warning_mask=warnings, sheet=sheet_of(sheets)).select(contract.line.names())


def _judge_lines(reading: Reading, forms: Forms, by_hand: ByHand, contract: Contract, judging: Judging, scratch: Path) -> None:
    """All tables' lines, corrected and judged, into `scratch`."""
    tables = [
        contract.judge(by_hand.applied(typed(table.frame, forms), number), judging, table, number)
        for number, table in enumerate(reading.tables)
    ]
    pl.concat(tables).sink_parquet(scratch, compression="lz4", statistics=False, engine="streaming")


def _sent_lines(reading: Reading, by_hand: ByHand, contract: Contract, judging: Judging) -> list[pl.LazyFrame]:
    """The corrected lines as they were sent, judged."""
    tables = zip(reading.tables, by_hand.tables, strict=True)
    return [contract.judge(own.sent.lazy(), judging, table, number) for number, (table, own) in enumerate(tables) if own is not None]


def _counted(sent: pl.LazyFrame, contract: Contract) -> list[pl.LazyFrame]:
    """Lines that a sender's own total may be of instead of all: those paid, those without repeats, those that are both."""
    is_first = pl.col("place") == pl.col("place").min().over("content_key")
    once = sent.filter(~contract.is_numbered | pl.col("line_key").is_null() | is_first)
    return [sent.filter("pays"), once, once.filter("pays")]


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
        frame.sink_parquet(unfinished, compression="lz4", engine="streaming")  # keys do not compress: zstd took half as long again
        with unfinished.open("rb") as written:
            os.fsync(written.fileno())
        unfinished.replace(path)
    finally:
        unfinished.unlink(missing_ok=True)
