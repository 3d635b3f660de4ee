"""Checks of an extract as a whole: the manifest, the period, and how much was set aside; its total rows: `transforms.row_totals`."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

import polars as pl

from transforms.breakdown import Cell, Unknown, added_up, differences
from transforms.columns import CLAIMS_COLUMNS, Columns
from transforms.errors import ExtractRefused
from transforms.judge.rules import RULE_TABLES
from transforms.manifest import Manifest, Stated
from transforms.outcome import Tally
from transforms.parse.period import last_day
from transforms.read.masking import printable
from transforms.vocabulary.shapes import Vocabulary

MOST_TOLD = 10
ERRORS = frozenset(rule.code for table in RULE_TABLES for rule in table.rules if rule.severity == "error")


@dataclass(frozen=True, slots=True)
class Sums:
    """What the lines of an extract come to before anything is decided about them."""

    lines: int
    sen: int
    dated: int  # lines whose payment date can be read
    late: int  # of these, after the period's last day
    cells: tuple[Cell, ...]  # the same lines and sen by programme, benefit type and payment month


def sums_of(judged: pl.LazyFrame, period: date) -> Sums:
    """Count and add up all lines, quarantined ones included, unreadable amounts as nothing."""
    programme, kind = pl.coalesce("programme_code", "benefit_type_code").fill_null(""), pl.col("benefit_type_code").fill_null("")
    paid = pl.col("payment_date")
    measures = {"lines": pl.len(), "sen": pl.col("amount_paid_sen").sum(), "dated": paid.count(), "late": (paid > last_day(period)).sum()}
    grouped = judged.group_by(programme.alias("programme"), kind.alias("kind"), "payment_month").agg(**measures)
    found = grouped.collect(engine="streaming")
    month = pl.col("payment_month").dt.strftime("%Y-%m").fill_null("")
    cells = tuple(Cell(*row) for row in found.select("programme", "kind", month, "lines", "sen").iter_rows())
    return Sums(**found.select(pl.col("lines", "sen", "dated", "late").sum()).row(0, named=True), cells=cells)


def refuse_empty(sums: Sums, file_name: str) -> None:
    """EX01: there is no payment line."""
    if sums.lines == 0:
        raise ExtractRefused("EX01", file_name, "it holds no payment line", "send the extract again, or a nil return (nil.manifest.yaml)")


def refuse_wrong_period(sums: Sums, period: date, file_name: str) -> None:
    """EX10: over half of the readable payment dates lie after the period's last day."""
    if sums.late * 2 > sums.dated:
        what = f"{sums.late} of {sums.dated} payment dates lie after {last_day(period)}, the end of its period"
        evidence = {"payment dates": str(sums.dated), "after the period": str(sums.late)}
        raise ExtractRefused("EX10", file_name, what, "move it to the folder of its own period: landing/<period>/<sender>/", evidence)


def refuse_other_manifest(
    sums: Sums,
    manifest: Manifest | None,
    vocabulary: Vocabulary,
    file_name: str,
    columns: Columns = CLAIMS_COLUMNS,
    parts: Iterable[Sums] = (),
) -> None:
    """EX07: the manifest's rows or amounts are not those of the lines, or lines lie outside the cells that it breaks all down into.

    `parts`: of selections of lines that its rows, or its amounts, may be of instead of all, as a total row may.
    """
    if manifest is None or not manifest.states_figures:
        return
    fix = "send the complete extract, or a manifest that fits it"
    other, own = "participant_count", manifest.amount_paid_sen
    if not columns.is_money:
        other, own = "amount_paid_idr", {path: people * 100 for path, people in manifest.participant_count.items()}
    if manifest.amount_paid_sen if not columns.is_money else manifest.participant_count:
        raise ExtractRefused("EX07", file_name, f"its manifest states {other}, which this kind of extract does not have", fix)
    try:
        selections = (sums, *parts)
        rows = _differing(manifest.rows, "lines", selections, vocabulary)
        amounts = _differing(own, "sen", selections, vocabulary)
    except Unknown as unknown:
        raise ExtractRefused("EX07", file_name, f"its manifest {unknown}", fix) from None
    told = [_difference(f"rows {where}", stated, found) for where, stated, found in rows]
    what = "amount" if columns.is_money else "participants"
    told += [_difference(f"{what} {where}", *(figure(one, is_money=columns.is_money) for one in both)) for where, *both in amounts]
    if told:
        more = f"; and {len(told) - MOST_TOLD} more" if len(told) > MOST_TOLD else ""
        what = f"its manifest differs: {'; '.join(told[:MOST_TOLD])}{more}"
        raise ExtractRefused("EX07", file_name, what, fix, {"lines": str(sums.lines)})


def _differing(stated: Stated, measure: str, selections: Iterable[Sums], vocabulary: Vocabulary) -> list[tuple[str, int, int]]:
    """Nothing where the figures are those of one of the selections, else how they differ from the first."""
    return min((differences(stated, added_up(one.cells, measure), vocabulary) for one in selections), key=bool)


def _difference(what: str, stated: object, found: object) -> str:
    return f"{what.strip()} {stated} stated, {found} found"


def refuse_too_many(tally: Tally, lines: int, limit: float, file_name: str, told: pl.LazyFrame | None = None) -> None:
    """EX09: the quarantined share of the lines is over the limit. `told`: the findings, for the shape of what is most often wrong."""
    quarantined = tally.rows["quarantined"]
    if quarantined > limit * lines:
        what = f"{quarantined} of {lines} lines would be set aside, over the limit of {limit:.0%}; most often {_most(tally.codes)}"
        what += "" if told is None else _most_like(told, tally.codes)
        fix = "look at the codes, correct the extract at its source and send it again; the limit is the setting quarantine_share_limit"
        raise ExtractRefused("EX09", file_name, what, fix, {code: str(count) for code, count in tally.codes.items()})


def _most(codes: Mapping[str, int]) -> str:
    return ", ".join(f"{code} ({count})" for code, count in _ranked(codes)[:3])


def _ranked(codes: Mapping[str, int]) -> Sequence[tuple[str, int]]:
    """Those that set lines aside."""
    return sorted(((code, lines) for code, lines in codes.items() if code in ERRORS), key=lambda item: (-item[1], item[0]))


def _most_like(told: pl.LazyFrame, codes: Mapping[str, int]) -> str:
    """The shape that the texts have most often which the first code is about, in words; nothing where these are none, or blank."""
    code = _ranked(codes)[0][0]
    shapes = told.filter(pl.col("code") == code, pl.col("pattern").is_not_null()).group_by("pattern").len()
    most = shapes.sort(["len", "pattern"], descending=[True, False]).head(1).collect(engine="streaming")["pattern"].to_list()
    return f"; {code} most often about texts like {printable(most[0])}" if most else ""


def figure(hundredths: int, *, is_money: bool) -> str:
    """A figure for a message, exact; a count that is whole without decimals."""
    told = rupiah(hundredths)
    return told if is_money else told.removesuffix(".00")


def rupiah(sen: int) -> str:
    """An amount for a message, exact: `-1,234.50`."""
    sign = "-" if sen < 0 else ""
    return f"{sign}{abs(sen) // 100:,}.{abs(sen) % 100:02d}"
