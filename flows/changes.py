"""What a sender's correction did to the lines that had been set aside: the extract that stands now against what it replaced or amends."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import polars as pl

from flows.arrivals.standing import Extract
from flows.monthly.extracts import extracts_of, last_made
from flows.monthly.parts import files_of
from flows.monthly.workplace import Workplace
from flows.quarantine import Choice
from transforms.changes import CHANGE, STATES, changes, counted
from transforms.quarantine import read_findings
from warehouse.register.records import Arrival, PartRecord

Desk = tuple[str, str]  # period, sender
OF_PAYMENTS = {"claim_id": pl.String, "payment_id": pl.String, "amount_paid_sen": pl.Int64}
DELTA = "delta"  # how the classification of an extract begins that adds to and replaces lines of others


@dataclass(frozen=True, slots=True)
class Known:
    """The extracts that stand: all, and by desk. `whole`: every whole extract that arrived, by desk and name. The parts by their ids."""

    standing: tuple[Extract, ...]
    desks: Mapping[Desk, Sequence[Extract]]
    whole: Mapping[tuple[Desk, str], Sequence[Extract]]
    parts: Mapping[str, PartRecord]


def lines_changed(workplace: Workplace, choice: Choice) -> list[dict[str, Any]]:
    """A row per line set aside before or now, of every chosen extract that replaced or amends another, in the order of files and rows."""
    known = _known(workplace)
    rows = []
    for extract in sorted(known.standing, key=lambda one: (one.arrival.period, one.arrival.sender_code, one.arrival.file_name)):
        if choice.takes(extract) and (told := _changed(workplace, extract, known)) is not None:
            arrival = extract.arrival
            place = {"period": arrival.period, "sender": arrival.sender_code, "file": arrival.file_name}
            rows += [place | row for row in told.iter_rows(named=True)]
    return rows


def corrected_lines(workplace: Workplace, standing: Iterable[Extract], made: Collection[str]) -> tuple[str, ...]:
    """A sentence for each of these extracts whose part was made just now and replaced or amends another: how many lines it put right."""
    extracts = [extract for extract in standing if extract.part_id in made]
    known = _known(workplace) if extracts else None
    return tuple(sentence for extract in extracts if known and (sentence := _sentence(workplace, extract, known)))


def in_words(counts: Mapping[str, int]) -> str:
    """`12 fixed, 1 still wrong, 2 newly wrong, 3 withdrawn`."""
    return ", ".join(f"{counts[state]} {state}" for state in STATES)


def changed_between(workplace: Workplace, before: str, now: str, *, is_same_file: bool) -> pl.DataFrame:
    """CHANGE between two parts, by their ids."""
    former, present = files_of(workplace, before), files_of(workplace, now)
    findings_before, findings = (read_findings([files.findings]) for files in (former, present))
    return changes(findings_before, findings, _lines(former.lines), _lines(present.lines), is_same_file=is_same_file)


def _sentence(workplace: Workplace, extract: Extract, known: Known) -> str:
    told = _changed(workplace, extract, known)
    if told is None or not told.height:
        return ""
    arrival = extract.arrival
    return f"{arrival.sender_code} {arrival.period} {arrival.file_name}: of the lines set aside {in_words(counted(told))}"


def _known(workplace: Workplace) -> Known:
    with workplace.register() as register:
        extracts = extracts_of(register, None, last_made(workplace, register))
        parts = register.parts()
    desks: dict[Desk, list[Extract]] = {}
    whole: dict[tuple[Desk, str], list[Extract]] = {}
    for one in extracts.standing:
        desks.setdefault(_desk(one.arrival), []).append(one)
    for one in extracts.judged:
        if one.arrival.kind == "full":
            whole.setdefault((_desk(one.arrival), one.arrival.name_id), []).append(one)
    return Known(extracts.standing, desks, whole, parts)


def _changed(workplace: Workplace, extract: Extract, known: Known) -> pl.DataFrame | None:
    """CHANGE of an extract; None where it neither replaced nor amends another that was read."""
    if not files_of(workplace, extract.part_id).exist:
        return None
    if extract.classification.startswith(DELTA):
        return _amended(workplace, extract, known)
    before = _replaced(workplace, extract, known)
    return None if before is None else changed_between(workplace, before, extract.part_id, is_same_file=False)


def _replaced(workplace: Workplace, extract: Extract, known: Known) -> str | None:
    """The part of the whole extract that stood under this name before, the last of those that could be used."""
    same = known.whole.get((_desk(extract.arrival), extract.arrival.name_id), ())
    earlier = sorted((one for one in same if one.order < extract.order), key=lambda one: one.order, reverse=True)
    parts = (part for one in earlier if (part := known.parts.get(one.part_id)) and part.outcome == "clean")
    return next((part.part_id for part in parts if files_of(workplace, part.part_id).exist), None)


def _amended(workplace: Workplace, extract: Extract, known: Known) -> pl.DataFrame | None:
    """CHANGE of the lines that a delta speaks of, in the extracts of its sender and period that came before it.

    What these had accepted is not asked: another delta may have put right before what the extract that it amended had wrong.
    """
    earlier = [one for one in known.desks.get(_desk(extract.arrival), ()) if one.order < extract.order]
    paths = [files_of(workplace, one.part_id).findings for one in earlier if files_of(workplace, one.part_id).exist]
    if not paths:
        return None
    files = files_of(workplace, extract.part_id)
    findings, lines = read_findings([files.findings]), _lines(files.lines)
    keys = pl.concat([findings.select("line_key"), lines.select("line_key")]).drop_nulls().unique()
    former = read_findings(paths).join(keys, on="line_key", how="semi")
    return changes(former, findings, lines.clear(), lines, is_same_file=False).select(CHANGE.names())


def _lines(path: Path) -> pl.LazyFrame:
    """The lines of a part; what only payments have is null where they are of another kind."""
    lines = pl.scan_parquet(path)
    there = lines.collect_schema().names()
    return lines.with_columns(pl.lit(None, dtype=kind).alias(name) for name, kind in OF_PAYMENTS.items() if name not in there)


def _desk(arrival: Arrival) -> Desk:
    return arrival.period, arrival.sender_code
