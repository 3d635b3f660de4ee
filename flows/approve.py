"""`claims approve`: a line that was set aside and is right nevertheless is let in, as a record with who and why."""

import re
import tempfile
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

import polars as pl

from flows.arrivals.standing import Extract
from flows.arrivals.vault import verified
from flows.correction_record import CorrectionRecord, not_approvable
from flows.corrections import new_id, write_correction
from flows.errors import UsageRefused
from flows.home import Home
from flows.lock import only_writer
from flows.monthly.extracts import extracts_of, last_made
from flows.monthly.parts import files_of, vocabulary_of
from flows.monthly.workplace import Workplace, look_at
from flows.periods import first_day
from flows.progress import current
from flows.settings import read_settings
from transforms.by_hand import APPROVED
from transforms.changes import set_aside
from transforms.decisions import Correction
from transforms.ledger import Ledger
from transforms.part import clean_extract
from transforms.quarantine import read_findings
from transforms.read.shapes import ExtractFile

WHERE = "command line"
IDENTIFIER = re.compile(r"[0-9A-Za-z][0-9A-Za-z./_-]{0,39}")
SHAPE = re.compile(r"(?:[A9]|[^0-9A-Za-z])*")
CONTRADICTION = "ID02"  # its lines share their numbers: only the row tells them apart
NO_LIMIT = 1.0


@dataclass(frozen=True, slots=True)
class Approval:
    """What is asked for: lines by their row, or by claim and payment number, and every code that sets them aside."""

    sender: str
    period: str
    codes: tuple[str, ...]
    why: str
    who: str
    when: date
    file: str | None = None
    row: int | None = None
    sheet: str | None = None
    claim: str | None = None
    payment: str | None = None


@dataclass(frozen=True, slots=True)
class Approved:
    """A line let in, and the record that does it."""

    correction: str
    file: str
    sheet: str | None
    row: int
    codes: str


@dataclass(frozen=True, slots=True)
class _Line:
    """A line set aside, as the standing findings show it."""

    sheet: str | None
    row: int
    codes: str
    claim_id: str | None
    payment_id: str | None
    stands_once: bool  # no other line set aside has its numbers


def approve(home_flag: Path | None, asked: Approval, *, is_tried: bool) -> list[Approved]:
    """Write a record for each line asked for. `is_tried`: the extract is read with them first, and nothing is written unless it fits.

    Raises UsageRefused for a line that is not set aside, by other codes than those named, or that no approval can help.
    """
    _refuse_unapprovable(asked.codes)
    settings = read_settings(home_flag)
    home = Home(settings.home.absolute())
    look_at(home_flag)
    with only_writer(home.lock, settings.lock_wait_seconds, current().tell):
        workplace = look_at(home_flag)
        extract, lines = _lines_asked(workplace, asked)
        records = [_record(asked, extract, line, f"approved-{number}") for number, line in enumerate(lines)]
        _refuse_repeated(workplace, records)
        if is_tried:
            records = _tried(workplace, extract, lines, records)
        return [_keep(home, record, line) for record, line in zip(records, lines, strict=True)]


def _refuse_repeated(workplace: Workplace, records: Sequence[CorrectionRecord]) -> None:
    """A line whose approval is already on record only waits for the run."""
    for record in records:
        same = [
            one.correction for one in workplace.decisions.corrections if one.is_about(record.sender_code, record.period, record.file_name)
        ]
        known = [one.correction_id for one in same if replace(one, correction_id=record.correction.correction_id) == record.correction]
        if known:
            raise UsageRefused(f"the line is approved already, by {known[0]}", WHERE, "claims run acts upon it")


def _keep(home: Home, record: CorrectionRecord, line: _Line) -> Approved:
    name = new_id(home.corrections, record.sender_code, record.period)
    write_correction(home.corrections, _named(record, name))
    return Approved(name, record.file_name, line.sheet, line.row, line.codes)


def _named(record: CorrectionRecord, name: str) -> CorrectionRecord:
    return replace(record, correction=replace(record.correction, correction_id=name))


def _refuse_unapprovable(codes: Sequence[str]) -> None:
    refused = {code: not_approvable()[code] for code in codes if code in not_approvable()}
    if refused:
        told = "; ".join(f"{code} cannot be approved: {why}" for code, why in refused.items())
        raise UsageRefused(told, WHERE, "write a correction with `set` (CONTRIBUTING.md), or ask the sender for a corrected extract")


def _lines_asked(workplace: Workplace, asked: Approval) -> tuple[Extract, list[_Line]]:
    """The one extract that holds the lines asked for, and these."""
    if asked.claim is not None and SHAPE.fullmatch(asked.claim):
        raise UsageRefused("this is the shape of a number, not a number: several may have it", WHERE, "name the line with --row")
    found = [(extract, lines) for extract in _extracts(workplace, asked) if (lines := _of(workplace, extract, asked))]
    if not found:
        fix = "see `claims quarantine list`; name file, sheet and row, or the numbers, as it shows them"
        raise UsageRefused("no such line is set aside in the extracts that stand", WHERE, fix)
    if len(found) > 1:
        raise UsageRefused("several extracts hold such a line", WHERE, "name one of them with --file, as `claims quarantine list` does")
    extract, lines = found[0]
    if asked.row is not None and len(lines) > 1:
        raise UsageRefused("several sheets hold such a line", WHERE, "name one of them with --sheet, as `claims quarantine list` does")
    wanted = ", ".join(sorted(asked.codes))
    if other := [line for line in lines if line.codes != wanted]:
        told = "; ".join(f"row {line.row} is set aside by {line.codes}" for line in other[:5])
        raise UsageRefused(
            f"these are not the codes that set the line aside: {told}", WHERE, "name every one of them with --code, and no other"
        )
    return extract, lines


def _extracts(workplace: Workplace, asked: Approval) -> list[Extract]:
    with workplace.register() as register:
        standing = extracts_of(register, [asked.period], last_made(workplace, register)).standing
    own = [one for one in standing if one.arrival.sender_code == asked.sender and asked.file in (None, one.arrival.file_name)]
    return [one for one in own if files_of(workplace, one.part_id).exist]


def _of(workplace: Workplace, extract: Extract, asked: Approval) -> list[_Line]:
    """The lines of an extract that are set aside and asked for."""
    lines = set_aside(read_findings([files_of(workplace, extract.part_id).findings]))
    lines = lines.with_columns(stands_once=pl.len().over("claim_id", "payment_id") == 1)
    wanted = {"source_row": asked.row, "sheet": asked.sheet, "claim_id": asked.claim, "payment_id": asked.payment}
    chosen = lines.filter(pl.all_horizontal(pl.lit(True), *(pl.col(name) == value for name, value in wanted.items() if value is not None)))
    columns = ("sheet", "source_row", "codes", "claim_id", "payment_id", "stands_once")
    return [_Line(*row) for row in chosen.select(columns).iter_rows()]


def _record(asked: Approval, extract: Extract, line: _Line, name: str, *, by_row: bool = False) -> CorrectionRecord:
    """The record for a line: by its numbers where they are shown and tell it, which holds when rows move; else by sheet and row."""
    numbers = (line.claim_id, line.payment_id)
    is_named = line.stands_once and CONTRADICTION not in line.codes and all(number and _is_number(number) for number in numbers)
    if is_named and not by_row:
        match = (("claim_id", str(line.claim_id)), ("payment_id", str(line.payment_id)))
        correction = Correction(name, match, approve=tuple(sorted(asked.codes)))
    else:
        correction = Correction(name, sheet=line.sheet, row=line.row, approve=tuple(sorted(asked.codes)))
    return CorrectionRecord(asked.sender, asked.period, asked.who, asked.when, asked.why, 1, correction, extract.arrival.file_name)


def _is_number(shown: str) -> bool:
    """What a finding shows is the number itself and not its shape."""
    return bool(IDENTIFIER.fullmatch(shown)) and not SHAPE.fullmatch(shown)


def _tried(workplace: Workplace, extract: Extract, lines: Sequence[_Line], records: Sequence[CorrectionRecord]) -> list[CorrectionRecord]:
    """The records that release exactly their lines, as reading the extract with them shows; by row where numbers match others too."""
    current().step(f"reading {extract.arrival.period} {extract.arrival.sender_code} {extract.arrival.file_name} with the approval")
    misses = _misses(_trial(workplace, extract, records), records)
    if not misses:
        return list(records)
    by_row = [replace(one.correction, match=(), sheet=line.sheet, row=line.row) for one, line in zip(records, lines, strict=True)]
    changed = [replace(one, correction=by_row[number]) if number in misses else one for number, one in enumerate(records)]
    if misses := _misses(_trial(workplace, extract, changed), changed):
        told = ", ".join(f"row {lines[number].row}: {effect}" for number, effect in misses.items())
        fix = "run `claims run` first if the extract, a table or a decision has changed since it was read"
        raise UsageRefused(f"the approval would not release exactly these lines ({told}); nothing was written", WHERE, fix)
    return changed


def _misses(ledger: Ledger, records: Sequence[CorrectionRecord]) -> dict[int, str]:
    """The records that do anything else than release one line, and what they do."""
    effects = {number: ledger.corrections.get(one.correction.correction_id, {}) for number, one in enumerate(records)}
    wrong = {number: effect for number, effect in effects.items() if effect != {APPROVED: 1}}
    return {number: ", ".join(f"{lines} {what}" for what, lines in effect.items()) or "no line" for number, effect in wrong.items()}


def _trial(workplace: Workplace, extract: Extract, records: Sequence[CorrectionRecord]) -> Ledger:
    """The extract read with these records too. What comes of it is thrown away: only what is decided makes a part."""
    arrival = extract.arrival
    decided = workplace.decisions.of(arrival.sender_code, arrival.period, arrival.file_name)
    more = tuple(record.correction for record in records)
    workplace.home.workspace.mkdir(mode=0o700, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=workplace.home.workspace) as name:
        folder = Path(name)
        return clean_extract(
            ExtractFile(verified(workplace.home.vault, arrival.sha256), arrival.file_name, arrival.file_format),
            period=first_day(arrival.period),
            manifest=None,  # it fits: the extract stands
            decisions=replace(decided, corrections=(*decided.corrections, *more)),
            vocabulary=vocabulary_of(workplace.home.reference, workplace.fingerprint),
            pseudonym_key=workplace.key.secret,
            workspace=folder,
            lines_path=folder / "lines.parquet",
            findings_path=folder / "findings.parquet",
            quarantine_share_limit=NO_LIMIT,
        )
