"""`claims approve`: a line that was set aside and is right nevertheless is let in, as a record with who and why."""

import re
import tempfile
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

import polars as pl

from flows.arrivals.standing import Extract
from flows.correction_record import CONTENT, SHOWN_SHA, CorrectionRecord, not_approvable
from flows.corrections import new_id, write_correction
from flows.errors import UsageRefused
from flows.home import Home
from flows.lock import only_writer
from flows.monthly.by_hand import lines_matched, summed
from flows.monthly.extracts import extracts_of, last_made
from flows.monthly.parts import files_of, read_again
from flows.monthly.workplace import Workplace, look_at
from flows.progress import current
from flows.settings import read_settings
from transforms.changes import set_aside
from transforms.decisions import APPROVED, DONE, Correction
from transforms.ledger import Ledger
from transforms.quarantine import read_findings
from warehouse.register.records import Arrival

WHERE = "command line"
IDENTIFIER = re.compile(r"[0-9A-Za-z][0-9A-Za-z./_-]{0,39}")
SHAPE = re.compile(r"(?:[A9]|[^0-9A-Za-z])*")
CONTRADICTION = "ID02"  # its lines share their numbers: only the row tells them apart


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


@dataclass(frozen=True, slots=True)
class _Found:
    """The extract that holds the lines asked for. `shares_its_name`: so is another one called that stands, as names are shown."""

    arrival: Arrival
    shares_its_name: bool
    lines: list[_Line]


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
        found = _lines_asked(workplace, asked)
        records = [_record(asked, found, line, f"approved-{number}") for number, line in enumerate(found.lines)]
        _refuse_repeated(workplace, found.arrival, records)
        if is_tried:
            records = _tried(workplace, asked, found, records)
        return [_keep(home, record, line) for record, line in zip(records, found.lines, strict=True)]


def _refuse_repeated(workplace: Workplace, arrival: Arrival, records: Sequence[CorrectionRecord]) -> None:
    """A line whose approval is already on record only waits for the run."""
    decided = workplace.decided_about(arrival).corrections
    for record in records:
        known = [one.correction_id for one in decided if replace(one, correction_id=record.correction.correction_id) == record.correction]
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


def _lines_asked(workplace: Workplace, asked: Approval) -> _Found:
    """The one extract that holds the lines asked for, and these."""
    if asked.claim is not None and SHAPE.fullmatch(asked.claim):
        raise UsageRefused("this is the shape of a number, not a number: several may have it", WHERE, "name the line with --row")
    found = [(extract, lines) for extract in _extracts(workplace, asked) if (lines := _of(workplace, extract, asked))]
    if not found:
        fix = "see `claims quarantine list`; name file, sheet and row, or the numbers, as it shows them"
        raise UsageRefused("no such line is set aside in the extracts that stand", WHERE, fix)
    if len(found) > 1:
        raise _several([extract.arrival for extract, _ in found])
    arrival, lines = found[0][0].arrival, found[0][1]
    if asked.row is not None and len(lines) > 1:
        raise UsageRefused("several sheets hold such a line", WHERE, "name one of them with --sheet, as `claims quarantine list` does")
    wanted = ", ".join(sorted(asked.codes))
    if other := [line for line in lines if line.codes != wanted]:
        told = "; ".join(f"row {line.row} is set aside by {line.codes}" for line in other[:5])
        raise UsageRefused(
            f"these are not the codes that set the line aside: {told}", WHERE, "name every one of them with --code, and no other"
        )
    namesakes = [one for one in _extracts(workplace, replace(asked, file=None)) if one.arrival.file_name == arrival.file_name]
    return _Found(arrival, len(namesakes) > 1, lines)


def _several(arrivals: Sequence[Arrival]) -> UsageRefused:
    """The refusal of lines that are in each of these extracts."""
    named = "; ".join(f"{one.file_name} (SHA-256 {one.sha256[:SHOWN_SHA]})" for one in arrivals)
    names = [one.file_name for one in arrivals]
    by = "name one of them with --file, as `claims quarantine list` does"
    if len(set(names)) < len(names):
        by = "name one of them by its SHA-256 with --file: several are called alike once long numbers are masked (claims status --arrivals)"
    return UsageRefused(f"several extracts hold such a line: {named}", WHERE, by)


def _extracts(workplace: Workplace, asked: Approval) -> list[Extract]:
    with workplace.register() as register:
        standing = extracts_of(register, [asked.period], last_made(workplace, register)).standing
    own = [one for one in standing if one.arrival.sender_code == asked.sender and _is_called(one.arrival, asked.file)]
    return [one for one in own if files_of(workplace, one.part_id).exist]


def _is_called(arrival: Arrival, name: str | None) -> bool:
    """By its name as it is shown, or by how its SHA-256 begins."""
    is_content = name is not None and CONTENT.fullmatch(name.lower()) is not None and arrival.sha256.startswith(name.lower())
    return is_content or name in (None, arrival.file_name)


def _of(workplace: Workplace, extract: Extract, asked: Approval) -> list[_Line]:
    """The lines of an extract that are set aside and asked for."""
    lines = set_aside(read_findings([files_of(workplace, extract.part_id).findings]))
    lines = lines.with_columns(stands_once=pl.len().over("claim_id", "payment_id") == 1)
    wanted = {"source_row": asked.row, "sheet": asked.sheet, "claim_id": asked.claim, "payment_id": asked.payment}
    chosen = lines.filter(pl.all_horizontal(pl.lit(True), *(pl.col(name) == value for name, value in wanted.items() if value is not None)))
    columns = ("sheet", "source_row", "codes", "claim_id", "payment_id", "stands_once")
    return [_Line(*row) for row in chosen.select(columns).iter_rows()]


def _record(asked: Approval, found: _Found, line: _Line, name: str, *, by_row: bool = False) -> CorrectionRecord:
    """The record for a line: by its numbers where they are shown and tell it, which holds when rows move; else by sheet and row.

    A row is one of these very bytes, so the record names them, too; as it does where the name would be that of another extract.
    """
    numbers = (line.claim_id, line.payment_id)
    is_by_number = (
        not by_row and line.stands_once and CONTRADICTION not in line.codes and all(number and _is_number(number) for number in numbers)
    )
    if is_by_number:
        match = (("claim_id", str(line.claim_id)), ("payment_id", str(line.payment_id)))
        correction = Correction(name, match, approve=tuple(sorted(asked.codes)))
    else:
        correction = Correction(name, sheet=line.sheet, row=line.row, approve=tuple(sorted(asked.codes)))
    sha256 = "" if is_by_number and not found.shares_its_name else found.arrival.sha256[:SHOWN_SHA]
    return CorrectionRecord(asked.sender, asked.period, asked.who, asked.when, asked.why, 1, correction, found.arrival.file_name, sha256)


def _is_number(shown: str) -> bool:
    """What a finding shows is the number itself and not its shape."""
    return bool(IDENTIFIER.fullmatch(shown)) and not SHAPE.fullmatch(shown)


def _tried(workplace: Workplace, asked: Approval, found: _Found, records: Sequence[CorrectionRecord]) -> list[CorrectionRecord]:
    """The records that release exactly their lines, as reading what they are about shows; by row where numbers match others too."""
    extracts, lines = _extracts(workplace, replace(asked, file=None)), found.lines
    misses = _misses(_trial(workplace, extracts, records), records)
    if not misses:
        return list(records)
    changed = [
        _record(asked, found, line, one.correction.correction_id, by_row=True) if number in misses else one
        for number, (one, line) in enumerate(zip(records, lines, strict=True))
    ]
    if misses := _misses(_trial(workplace, extracts, changed), changed):
        told = ", ".join(f"row {lines[number].row}: {effect}" for number, effect in misses.items())
        fix = "run `claims run` first if the extract, a table or a decision has changed since it was read"
        raise UsageRefused(f"the approval would not release exactly these lines ({told}); nothing was written", WHERE, fix)
    return changed


def _misses(ledgers: Sequence[Ledger], records: Sequence[CorrectionRecord]) -> dict[int, str]:
    """The records that do anything else than release one line, and what they do. The same line in two extracts is one, as in a run."""
    misses = {}
    for number, name in enumerate(one.correction.correction_id for one in records):
        effects = summed(ledger.corrections.get(name, {}) for ledger in ledgers)
        lines = lines_matched(ledger.corrected_lines.get(name, []) for ledger in ledgers)
        if lines != 1 or APPROVED not in effects or not effects.keys() <= set(DONE):
            misses[number] = ", ".join(f"{count} {what}" for what, count in effects.items()) or "no line"
    return misses


def _trial(workplace: Workplace, extracts: Sequence[Extract], records: Sequence[CorrectionRecord]) -> list[Ledger]:
    """The extracts that these records are about, read with them too. What comes of it is thrown away: only what is decided makes a part."""
    workplace.home.workspace.mkdir(mode=0o700, exist_ok=True)
    ledgers = []
    for arrival in (extract.arrival for extract in extracts):
        more = [one.correction for one in records if one.is_about(arrival.sender_code, arrival.period, arrival.file_name, arrival.sha256)]
        if more:
            current().step(f"reading {arrival.period} {arrival.sender_code} {arrival.file_name} with the approval")
            with tempfile.TemporaryDirectory(dir=workplace.home.workspace) as folder:
                ledgers.append(read_again(workplace, arrival, Path(folder), more)[0])
    return ledgers
