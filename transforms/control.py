"""Checks of an extract as a whole: the sender's own totals, the manifest, the period, and how much was set aside."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

import polars as pl

from transforms.errors import ExtractRefused
from transforms.manifest import Manifest
from transforms.outcome import Tally
from transforms.parse.amounts import MARKS, AmountForm, parse_amount
from transforms.parse.forms import Forms
from transforms.read.headings import bare
from transforms.read.shapes import RawTable, Reading, StatedTotal
from transforms.recognise import last_day
from transforms.vocabulary.shapes import Vocabulary

AMOUNT = "amount_paid_idr"


@dataclass(frozen=True, slots=True)
class Sums:
    """What the lines of an extract come to before anything is decided about them."""

    lines: int
    sen: int
    dated: int  # lines whose payment date can be read
    late: int  # of these, after the period's last day
    by_programme: dict[str, int]  # sen; scholarships without programme under their benefit type, unknown ones under ''


def sums_of(judged: pl.LazyFrame, period: date) -> Sums:
    """Count and add up all lines, quarantined ones included, unreadable amounts as nothing."""
    programme = pl.coalesce("programme_code", "benefit_type_code").fill_null("")
    paid = pl.col("payment_date")
    measures = {"lines": pl.len(), "sen": pl.col("amount_paid_sen").sum(), "dated": paid.count(), "late": (paid > last_day(period)).sum()}
    grouped = judged.group_by(programme.alias("programme")).agg(**measures)
    found = grouped.collect(engine="streaming")
    by_programme = dict(found.select("programme", "sen").iter_rows())
    return Sums(**found.select(pl.col("lines", "sen", "dated", "late").sum()).row(0, named=True), by_programme=by_programme)


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


def refuse_other_manifest(sums: Sums, manifest: Manifest | None, vocabulary: Vocabulary, file_name: str) -> None:
    """EX07: the manifest's rows or amounts are not those of the lines."""
    if manifest is None:
        return
    stated = {"rows": manifest.rows} if manifest.rows is not None else {}
    differences = [_difference("rows", rows, sums.lines) for rows in stated.values() if rows != sums.lines]
    for programme, sen in (manifest.amount_paid_sen or {}).items():
        found = _sum_of(programme, sums, vocabulary)
        if found != sen:
            differences.append(_difference(f"amount {programme}".strip(), rupiah(sen), rupiah(found)))
    if differences:
        fix = "send the complete extract, or a manifest that fits it"
        raise ExtractRefused("EX07", file_name, f"its manifest differs: {'; '.join(differences)}", fix, {"lines": str(sums.lines)})


def _sum_of(programme: str, sums: Sums, vocabulary: Vocabulary) -> int:
    if not programme:
        return sums.sen
    words = vocabulary.words["benefit_type_code"] | vocabulary.words["programme_code"]
    return sums.by_programme.get(words.get(bare(programme), programme), 0)


def _difference(what: str, stated: object, found: object) -> str:
    return f"{what} {stated} stated, {found} found"


def refuse_other_totals(reading: Reading, forms: Forms, judged: pl.LazyFrame, file_name: str) -> dict[str, str]:
    """EX06: a total row of the sender is not the sum of its lines. Returns as evidence the totals that cannot be read or compared."""
    unread = {}
    for total in _comparable(reading.stated_totals):
        stated = _readings(total.text, forms)
        if not stated:
            unread[f"total in row {total.source_row}"] = "not readable, not compared"
        elif not stated & (found := _sums_above(total, reading, judged)):
            raise _total_differs(total, min(stated), max(found), file_name)
    return unread


def _comparable(totals: Sequence[StatedTotal]) -> list[StatedTotal]:
    """Of each table the grand totals, or where none is called so all plain totals."""
    grand = {total.table for total in totals if total.kind == "grand total"}
    return [total for total in totals if total.kind == ("grand total" if total.table in grand else "total")]


def _total_differs(total: StatedTotal, stated: int, found: int, file_name: str) -> ExtractRefused:
    what = f"its total row says {rupiah(stated)}, its lines come to {rupiah(found)}"
    place = f"row {total.source_row}" if total.sheet is None else f"sheet {total.sheet}, row {total.source_row}"
    evidence = {"stated": rupiah(stated), "found": rupiah(found)}
    return ExtractRefused("EX06", file_name, what, "send the complete extract, or one whose total is right", evidence, place)


def _readings(text: str, forms: Forms) -> set[int]:
    """The total in sen: in the column's own form, else in any in which it can be read."""
    cell = pl.DataFrame({AMOUNT: [text]})
    for marks in ((forms.amount.mark,), tuple(MARKS)):
        each = [cell.select(parse_amount(AMOUNT, AmountForm(mark, has_typed=True))).item() for mark in marks]
        if readable := {sen for sen in each if sen is not None}:
            return readable
    return set()


def _sums_above(total: StatedTotal, reading: Reading, judged: pl.LazyFrame) -> set[int]:
    """The sum of the lines above the total in its table, and of those since the total before; in a workbook also of number cells alone."""
    start = total.table << 32
    above = judged.filter(pl.col("place").is_between(start, start + total.source_row)).select("place", "amount_paid_sen")
    chosen = (
        [above] if total.sheet is None else [above, above.join(_number_cells(reading.tables[total.table], start), on="place", how="semi")]
    )
    since = pl.col("place") > start + total.since_row
    sums = [lines.select(all=pl.col("amount_paid_sen").sum(), part=pl.col("amount_paid_sen").filter(since).sum()) for lines in chosen]
    return {sen for found in pl.collect_all(sums, engine="streaming") for sen in found.row(0)}


def _number_cells(table: RawTable, start: int) -> pl.LazyFrame:
    """The places of lines whose amount is typed as a number: a spreadsheet's SUM takes text cells as nothing."""
    is_number = pl.col(AMOUNT).str.starts_with("=")
    return table.frame.filter(is_number).select(place=pl.lit(start, dtype=pl.UInt64) + pl.col("source_row").cast(pl.UInt64))


def refuse_too_many(tally: Tally, lines: int, limit: float, file_name: str) -> None:
    """EX09: the quarantined share of the lines is over the limit."""
    quarantined = tally.rows["quarantined"]
    if quarantined > limit * lines:
        what = f"{quarantined} of {lines} lines would be set aside, over the limit of {limit:.0%}; most often {_most(tally.codes)}"
        fix = "look at the codes, correct the extract at its source and send it again; the limit is the setting quarantine_share_limit"
        raise ExtractRefused("EX09", file_name, what, fix, {code: str(count) for code, count in tally.codes.items()})


def _most(codes: Mapping[str, int]) -> str:
    ranked: Sequence[tuple[str, int]] = sorted(codes.items(), key=lambda item: (-item[1], item[0]))
    return ", ".join(f"{code} ({count})" for code, count in ranked[:3])


def rupiah(sen: int) -> str:
    """An amount for a message, exact: `-1,234.50`."""
    sign = "-" if sen < 0 else ""
    return f"{sign}{abs(sen) // 100:,}.{abs(sen) % 100:02d}"
