"""The lines behind a cell: those that count, those that do not and what counts in their place, those that a hand touched."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import polars as pl

from flows.monthly.basis import Lines
from flows.monthly.parts import files_of
from flows.monthly.workplace import Workplace
from flows.trace.cell import Cell
from transforms.effective import Part, effective_lines
from transforms.line import LINE
from transforms.outcome import BY_HAND
from transforms.quarantine import read_findings

PLACE = ("part_id", "sheet", "source_row")
TOUCHED = pl.Schema({"sheet": pl.String, "source_row": pl.UInt32, "code": pl.String, "corrections": pl.String, "part_id": pl.String})
COUNTED = (*PLACE, "line_key", "claim_key", "participant_key", "payment_month", "amount_paid_sen")
EMPTY = (LINE | {"part_id": pl.String()}).to_frame().select(COUNTED)


@dataclass(frozen=True, slots=True, eq=False)
class Behind:
    """The lines of a cell, in the order of files and rows. All with part_id, sheet and source_row.

    `counted`: what its measures are counted from. `displaced`: the same with `reason`, and the line that counts in its place
    (`instead_part_id`, `instead_sheet`, `instead_row`, `instead_month`; null where none does).
    `by_hand`: the lines among both that corrections touched: `code`, `corrections`.
    """

    counted: pl.DataFrame
    displaced: pl.DataFrame
    by_hand: pl.DataFrame


def lines_behind(workplace: Workplace, lines: Lines, cell: Cell) -> Behind:
    """Everything behind this cell, given what its publication counted. The parts are those of `workplace`."""
    parts = lines.parts_of(cell.period)
    counted = effective_lines(parts, lines.basis.resolution, [cell.period]).filter(cell.has).select(COUNTED).collect(engine="streaming")
    displaced = _with_instead(lines, _displaced(lines, parts, cell))
    places = pl.concat([counted.select(PLACE), displaced.select(PLACE)])
    return Behind(
        counted.sort(PLACE), displaced.sort(PLACE), _by_hand([files_of(workplace, part.part_id).findings for part in parts], parts, places)
    )


def _displaced(lines: Lines, parts: list[Part], cell: Cell) -> pl.DataFrame:
    """Lines of the cell that do not count, with their reason."""
    gone = lines.basis.resolution.displaced.filter(pl.col("payment_month") == cell.period).select("part_id", "line_key", "reason")
    held = set(gone["part_id"])
    scans = [pl.scan_parquet(part.path, schema=LINE).with_columns(part_id=pl.lit(part.part_id)) for part in parts if part.part_id in held]
    if not scans:
        return EMPTY.with_columns(reason=pl.lit("", dtype=pl.String))
    return pl.concat(scans).filter(cell.has).select(COUNTED).join(gone.lazy(), on=["part_id", "line_key"]).collect(engine="streaming")


def _with_instead(lines: Lines, displaced: pl.DataFrame) -> pl.DataFrame:
    """With the line of the same key that counts, in whatever month."""
    keys = displaced.select("line_key").unique().lazy()
    asked = lines.basis.lines().select("line_key", *PLACE, "payment_month").join(keys, on="line_key", how="semi")
    instead = asked.collect(engine="streaming") if displaced.height else EMPTY.select("line_key", *PLACE, "payment_month")
    names = {"part_id": "instead_part_id", "sheet": "instead_sheet", "source_row": "instead_row", "payment_month": "instead_month"}
    return displaced.join(instead.rename(names), on="line_key", how="left")


def _by_hand(files: Sequence[Path], parts: Sequence[Part], places: pl.DataFrame) -> pl.DataFrame:
    """The lines at these places that corrections touched, with the code that says how, and the ids of the corrections."""
    there = [(file, part) for file, part in zip(files, parts, strict=True) if file.exists()]
    found = [TOUCHED.to_frame().lazy()]
    for file, part in there:
        rows = read_findings([file]).filter(pl.col("code").is_in(list(BY_HAND)))
        found.append(rows.select("sheet", "source_row", "code", corrections="pattern", part_id=pl.lit(part.part_id)))
    hands = pl.concat(found).join(places.lazy(), on=PLACE, how="semi", nulls_equal=True)
    return hands.sort(PLACE).collect(engine="streaming")
