"""What changed since a publication, by cause: two states of the lines become one table of differences."""

import json
from collections.abc import Callable, Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Protocol

import polars as pl

from flows.monthly.cells import BENEFIT_TYPE, in_cells, of_cells
from flows.monthly.deliveries_changed import Records, facts_of
from flows.periods import first_day
from transforms.causes import Told, changes
from transforms.effective import Part, Resolution, effective_lines
from transforms.line import FINDING, LINE
from transforms.mechanism import EARLIER, FACTS, Era

PLACED = ("line_key", "part_id", "sheet", "source_row")


class CountedLines(Protocol):
    """Parts, and which of their lines do not count (transforms.basis.Basis)."""

    @property
    def parts(self) -> tuple[Part, ...]:
        """All parts with lines."""

    @property
    def resolution(self) -> Resolution:
        """Which of their lines are displaced."""


@dataclass(frozen=True, slots=True)
class Shown:
    """Payment months whose figures were last made at one publication: when that was made, and the part ids that stood in it.

    A publication has more than one where it held months back: those show what an earlier one showed.
    """

    months: frozenset[date]
    published_at: str  # ISO, as the register has it
    stood: frozenset[str]


@dataclass(frozen=True, slots=True)
class Apart:
    """Payment months that are counted from lines of their own: a publication before showed them, and this one does not."""

    counted: CountedLines
    months: frozenset[date]


@dataclass(frozen=True, slots=True)
class Files:
    """Where the lines (LINE) and the findings (FINDING) of a part lie, by its id."""

    lines: Callable[[str], Path]
    findings: Callable[[str], Path]


def changes_since(  # noqa: PLR0913  the two sides and what is known of them
    then: CountedLines,
    now: CountedLines,
    *,
    shown_then: Sequence[Shown],
    shown_now: Collection[date],
    stands: Collection[str],
    records: Records,
    files: Files,
    compared: Collection[date] | None = None,
    cell: Sequence[str] = (BENEFIT_TYPE,),
    apart_then: Sequence[Apart] = (),
    apart_now: Sequence[Apart] = (),
) -> pl.DataFrame:
    """transforms.causes.CHANGE from what was shown to what is, or would be, shown now.

    `shown_then`: the months of the publication before, those held back longest first. `stands`: the part ids that stand now. `compared`:
    as in transforms.causes.Told. What a rollback changes is `taken_back` of the changes from what it restores (then) to what it rejects
    (now), of the months that the rejected publication shows. `cell`: the columns of a line that a month's figures are compared by.
    `apart_then`, `apart_now`: months of `shown_then`, of `shown_now`, that a side does not count itself.
    """
    apart = {month for one in (*apart_then, *apart_now) for month in one.months}
    months = _months_that_may_have_changed(then, now, records) | apart
    lines = (_lines(side, own, months, records) for side, own in ((then, apart_then), (now, apart_now)))
    before, after = (in_cells(one, cell) for one in lines)
    eras = [_era(shown, stands, records, files) for shown in shown_then]
    shown_before = frozenset(month for shown in shown_then for month in shown.months)
    told = Told(shown_before, frozenset(shown_now), eras, None if compared is None else frozenset(compared))
    return of_cells(changes(before, after, told), cell)


def _months_that_may_have_changed(then: CountedLines, now: CountedLines, records: Records) -> set[date]:
    """Months with lines of parts of one side only, or with lines that are displaced on one side only. Published or not."""
    before, after = ({part.part_id for part in side.parts} for side in (then, now))
    keys = ["part_id", "line_key"]
    old, new = (side.resolution.displaced.select(*keys, "payment_month") for side in (then, now))
    moved = pl.concat([old.join(new, on=keys, how="anti"), new.join(old, on=keys, how="anti")])
    return {month for part_id in before ^ after for month in _paid_in(part_id, records)} | set(moved["payment_month"].unique())


def _lines(side: CountedLines, apart: Sequence[Apart], months: Collection[date], records: Records) -> pl.LazyFrame:
    """The effective lines of these months: of each from where it is counted."""
    own = frozenset(months).difference(*(one.months for one in apart))
    counted = [(side, own), *((one.counted, one.months) for one in apart)]
    return pl.concat([effective_lines(_with_lines_in(own, one.parts, records), one.resolution, own) for one, own in counted])


def _with_lines_in(months: Collection[date], parts: Sequence[Part], records: Records) -> list[Part]:
    """A file that is not opened costs nothing: there are as many as extracts ever came."""
    return [part for part in parts if not _paid_in(part.part_id, records).isdisjoint(months)]


def _paid_in(part_id: str, records: Records) -> set[date]:
    """The payment months of the part's lines, from its ledger."""
    return {first_day(month) for month in json.loads(records.parts[part_id].ledger)["payment_months"]}


def _era(shown: Shown, stands: Collection[str], records: Records, files: Files) -> Era:
    facts = facts_of(shown.stood, stands, shown.published_at, records)
    anew = _made_anew(facts)
    return Era(
        months=shown.months,
        facts=facts,
        left=_placed(facts.filter(pl.col("stood") & ~pl.col("stands")), files),
        came=_placed(facts.filter(pl.col("stands") & ~pl.col("stood")), files),
        findings_then=_findings(anew.filter("then"), files),
        findings_now=_findings(anew.filter("now"), files),
        earlier=_earlier(shown, records, files),
    )


def _earlier(shown: Shown, records: Records, files: Files) -> pl.LazyFrame:
    """EARLIER: the lines that publications showed of parts that did not stand at this one. What is not in clean/ any more is not asked."""
    arrivals = {one.arrival.arrival_id: one.arrival for one in records.judged}
    scans = [
        pl.scan_parquet(path, schema=LINE)
        .filter(pl.col("payment_month").is_in(sorted(months)))
        .select("line_key", sender_code=pl.lit(arrival.sender_code), period=pl.lit(first_day(arrival.period)))
        for part_id, months in records.shown_before.items()
        if part_id not in shown.stood and (path := files.lines(part_id)).exists()
        for arrival in (arrivals[records.parts[part_id].arrival_id],)
    ]
    return pl.concat([EARLIER.to_frame().lazy(), *scans])


def _made_anew(facts: pl.DataFrame) -> pl.DataFrame:
    """FACTS of the arrivals whose part is not what it was."""
    return facts.filter((pl.len() > 1).over("arrival_id")) if facts.height else FACTS.to_frame()


def _placed(facts: pl.DataFrame, files: Files) -> pl.LazyFrame:
    scans = [_named(pl.scan_parquet(files.lines(part_id), schema=LINE), part_id) for part_id in facts["part_id"]]
    return pl.concat([(LINE | {"part_id": pl.String()}).to_frame().lazy(), *scans]).select(PLACED)


def _findings(facts: pl.DataFrame, files: Files) -> pl.LazyFrame:
    paths: Iterable[tuple[str, Path]] = ((part_id, files.findings(part_id)) for part_id in facts["part_id"])
    scans = [_named(pl.scan_parquet(path, schema=FINDING), part_id) for part_id, path in paths if path.exists()]  # a refused one has none
    return pl.concat([(FINDING | {"part_id": pl.String()}).to_frame().lazy(), *scans])


def _named(frame: pl.LazyFrame, part_id: str) -> pl.LazyFrame:
    return frame.with_columns(part_id=pl.lit(part_id))
