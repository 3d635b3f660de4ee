"""Rupiah as offices write them. Which of `.` and `,` is the decimal mark is decided for a whole column, never for one value.

domain.md §4: reject groups that are not of three; two different separators: the last is the decimal mark, with one or two digits after
it; `1.234` alone is ambiguous. `Rp`, `IDR`, spaces, a sign, parentheses and a closing `,-` are understood; all else is unreadable.
A space between groups of three (also no-break, thin) can be nothing but a group mark: it decides nothing and is read with either mark.
Rarer spellings are put into these first: `transforms.parse.odd_amounts`.
"""

from collections.abc import Mapping
from dataclasses import dataclass

import polars as pl

from transforms.errors import ExtractRefused
from transforms.parse.blank import SPACES
from transforms.parse.odd_amounts import is_odd, is_quoted, usually_spelt

DIGITS = 15  # rupiah; more would not fit 64 bits in sen, and no payment is so large
TYPED = rf"^=-?[0-9]{{1,{DIGITS}}}(?:\.[0-9]{{1,2}})?$"  # a number cell of a workbook or Parquet file (transforms.read)
NIHIL = r"^(?i:\s*nihil\s*)$"  # a stated zero (domain.md §4), not a missing amount
MARKS = {"comma": (",", "."), "point": (".", ",")}  # form -> decimal mark, group mark
GAPS = "[ \u00a0\u2007\u2009\u202f]"  # between groups, as web pages and typesetters write them
COUNTS = ("comma", "point", "dots", "commas", "spaced", "spaced_comma", "spaced_point", "typed", "nihil", "odd", "quoted")
EXAMPLES = {
    "comma": "like 1.234.567,00",
    "point": "like 1,234,567.00",
    "dots": "like 1.234",
    "commas": "like 1,234",
    "spaced": "like 1 234",
    "spaced_comma": "like 1 234,00",
    "spaced_point": "like 1 234.00",
    "typed": "number cells",
    "odd": "in rarer spellings",
    "quoted": "like 1'234'567",
}
_SPELT = "_amount_spelt"
AROUND = f"{SPACES}()+-.,RrPpIiDd"


@dataclass(frozen=True, slots=True)
class AmountForm:
    """How a column writes amounts: `mark` comma (1.234.567,00) or point (1,234,567.00), and what else than text of that form was seen."""

    mark: str
    has_typed: bool = False
    has_nihil: bool = False
    has_spaced: bool = False
    has_odd: bool = False
    has_quoted: bool = False


def with_amount_evidence(frame: pl.LazyFrame, column: str) -> tuple[pl.LazyFrame, list[pl.Expr]]:
    """The frame to select from, and counts named `<column>:<what>`: values that one form alone can read, ambiguous ones, other marks.

    The first pattern settles most values of a usual extract; the others look only at the rest, which halves the cost. Values in rarer
    spellings are only counted; where there are any, `respelt_counts` weighs the column anew.
    """
    is_comma = f"_{column}_is_comma"
    marked = frame.with_columns(pl.col(column).str.contains(_dressed(_decisive("comma"))).alias(is_comma))
    rest = pl.col(column).filter(~pl.col(is_comma)).str
    patterns = {"point": _decisive("point"), "dots": r"[1-9][0-9]{0,2}\.[0-9]{3}", "commas": "[1-9][0-9]{0,2},[0-9]{3}"}
    spaced = pl.col(column).filter(~pl.col(is_comma) & pl.col(column).str.contains(_dressed(_in_gaps("[.,]")))).str
    counts = {"comma": pl.col(is_comma).sum()} | {what: rest.contains(_dressed(pattern)).sum() for what, pattern in patterns.items()}
    counts |= {f"spaced{mark}": spaced.contains(_dressed(number)).sum() for mark, number in _SPACED.items()}
    counts |= {"typed": rest.starts_with("=").sum(), "nihil": rest.contains(NIHIL).sum()}
    counts |= {"odd": is_odd(pl.col(column).filter(~pl.col(is_comma))).sum(), "quoted": pl.lit(0)}
    return marked, [count.alias(f"{column}:{what}") for what, count in counts.items()]


def respelt(frame: pl.LazyFrame, column: str) -> pl.LazyFrame:
    """The frame with the column's rarer spellings put into usual ones, as far as each is clear by itself."""
    return frame.with_columns(usually_spelt(column, has_quoted=False))


def respelt_counts(frame: pl.LazyFrame, column: str, counts: Mapping[str, int]) -> dict[str, int]:
    """The counts of a column weighed anew in usual spellings; what it was counted to have of rarer ones stays."""
    marked, measures = with_amount_evidence(respelt(frame, column), column)
    quoted = frame.select(is_quoted(pl.col(column)).sum())
    again, found = pl.collect_all([marked.select(measures), quoted], engine="streaming")
    return amount_counts(again.row(0, named=True), column) | {"odd": counts["odd"], "quoted": found.item()}


def decide_amount_form(column: str, counts: Mapping[str, int], dialect: str | None, *, file_name: str) -> AmountForm:
    """The one form that all values allow; where they allow none or both, the sender's (`comma`, `point`); else ExtractRefused EX08."""
    decided = [form for form in MARKS if counts[form] or counts[f"spaced_{form}"]]
    mark = decided[0] if len(decided) == 1 else dialect
    if mark is None and not (decided or counts["dots"] or counts["commas"]):
        mark = "point"  # whole numbers only: both forms read them alike
    if mark is None:
        raise _undecidable(column, counts, file_name, is_contradictory=bool(decided))
    return AmountForm(
        mark,
        has_typed=bool(counts["typed"]),
        has_nihil=bool(counts["nihil"]),
        has_spaced=any(counts[f"spaced{mark}"] for mark in _SPACED),
        has_odd=bool(counts["odd"]),
        has_quoted=bool(counts["quoted"]),
    )


def refuse_other_form(column: str, counts: Mapping[str, int], mark: str, *, file_name: str) -> None:
    """EX08 for a table that proves no form, and whose only groups speak against the one that the other tables prove."""
    grouped, other = ("dots", "commas") if mark == "comma" else ("commas", "dots")
    if counts[other] and not (counts[grouped] or any(counts[form] or counts[f"spaced_{form}"] for form in MARKS)):
        raise _undecidable(column, counts, file_name, is_contradictory=True)


def form_of_whole(counts: Mapping[str, int]) -> str | None:
    """The form of a column of counts, by values like 1.234 or 1,234 alone: nobody counts thousandths. None where both or none are there."""
    forms = [form for form, groups in (("comma", "dots"), ("point", "commas")) if counts[groups]]
    return forms[0] if len(forms) == 1 else None


def with_amount(frame: pl.LazyFrame, column: str, form: AmountForm, sen: str) -> pl.LazyFrame:
    """The frame with the amounts of a column as `sen` beside their text: see parse_amount."""
    if not form.has_odd:
        return frame.with_columns(parse_amount(column, form).alias(sen))
    spelt = usually_spelt(column, has_quoted=form.has_quoted).alias(_SPELT)  # a column first: the parser names its text many times
    return frame.with_columns(spelt).with_columns(parse_amount(_SPELT, form).alias(sen)).drop(_SPELT)


def parse_amount(column: str, form: AmountForm) -> pl.Expr:
    """The amount in sen (Int64) of usual spellings; null where it is blank or not written in `form`; `nihil` is 0."""
    text = pl.col(column)
    sen = _in_form(text, form.mark)
    if form.has_spaced:
        sen = pl.coalesce(sen, _spaced(text, form.mark))
    if form.has_typed:
        typed = pl.when(text.str.contains(TYPED)).then(_in_form(text.str.strip_prefix("="), "point"))
        sen = pl.when(text.str.starts_with("=")).then(typed).otherwise(sen)
    if form.has_nihil:
        sen = pl.when(text.str.contains(NIHIL)).then(pl.lit(0, pl.Int64)).otherwise(sen)
    return sen.alias(column)


def amount_counts(row: Mapping[str, int], column: str) -> dict[str, int]:
    """The counts of one column out of a row of evidence."""
    return {what: row[f"{column}:{what}"] for what in COUNTS}


def shown(counts: Mapping[str, int]) -> str:
    """The evidence in words, for messages and the ledger."""
    return ", ".join(f"{counts[what]} {words}" for what, words in EXAMPLES.items() if counts[what]) or "whole numbers only"


def whole_of_groups(form: str, least: int, most: int) -> str:
    """A pattern for amounts in so many groups of three after the first, without decimals, and whatever may stand around them."""
    return _dressed(rf"[1-9][0-9]{{0,2}}(?:\{MARKS[form][1]}[0-9]{{3}}){{{least},{most}}}")


def _in_form(text: pl.Expr, mark: str) -> pl.Expr:
    """The pattern is matched before the cast, which by itself would cut 1.999 to 1.99 and read 1e3."""
    decimal, group = MARKS[mark]
    plain = text.str.replace_all(group, "", literal=True)
    plain = plain if decimal == "." else plain.str.replace(decimal, ".", literal=True)
    absolute = plain.str.strip_chars(AROUND).str.to_decimal(scale=2).to_physical().cast(pl.Int64, strict=False)
    is_negative = text.str.contains("^[^0-9]*[-(]")
    is_readable = text.str.contains(_dressed(_readable(mark)))
    return pl.when(is_readable & is_negative).then(-absolute).when(is_readable).then(absolute).otherwise(None)


def _spaced(text: pl.Expr, mark: str) -> pl.Expr:
    """An amount in groups set apart by spaces alone."""
    closed = text.str.replace_all(rf"([0-9]){GAPS}([0-9])", "${1}${2}")
    return _in_form(pl.when(text.str.contains(_dressed(_in_gaps(f"\\{MARKS[mark][0]}")))).then(closed), mark)


def _readable(form: str) -> str:
    decimal, group = (f"\\{mark}" for mark in MARKS[form])
    return rf"(?:{_grouped(group, 1)}|[0-9]{{1,{DIGITS}}})(?:{decimal}(?:[0-9]{{1,2}}|--?))?"


def _decisive(form: str) -> str:
    """What only this form can read: two groups, or a decimal mark that is none of a group."""
    decimal, group = (f"\\{mark}" for mark in MARKS[form])
    decimals = rf"{decimal}(?:[0-9]{{1,2}}|--?)"
    return rf"{_grouped(group, 2)}|(?:{_grouped(group, 1)}|[0-9]{{1,{DIGITS}}}){decimals}"


def _grouped(group: str, least: int) -> str:
    return rf"[1-9][0-9]{{0,2}}(?:{group}[0-9]{{3}}){{{least},4}}"


def _in_gaps(decimal: str) -> str:
    """Groups set apart by spaces; whole, or with this decimal mark."""
    return rf"{_grouped(GAPS, 1)}(?:{decimal}(?:[0-9]{{1,2}}|--?))?"


def _dressed(number: str) -> str:
    """The number with what may stand around it: spaces, a currency before or after, a sign before or after that, or parentheses."""
    word = r"(?i:rp\.?|idr)"
    currency, number = rf"(?:{word}\s*)?", f"(?:{number})"
    signed = rf"(?:[-+]\s*{currency}|{currency}(?:[-+]\s*)?){number}|(?:[-+]\s*)?{number}\s*{word}"
    return rf"^\s*(?:{signed}|{currency}\(\s*{currency}{number}\s*\))\s*$"


_SPACED = {"": _grouped(GAPS, 1), "_comma": rf"{_grouped(GAPS, 1)},[-0-9]+", "_point": rf"{_grouped(GAPS, 1)}\.[-0-9]+"}


def _undecidable(column: str, counts: Mapping[str, int], file_name: str, *, is_contradictory: bool) -> ExtractRefused:
    why = "writes amounts in two forms" if is_contradictory else "could mean thousands or decimals, and no value decides"
    command = "claims mapping dialect SENDER --amount-form comma|point --from PERIOD --why TEXT"
    fix = f"ask the sender, then record it (comma or point is the decimal mark): {command}"
    return ExtractRefused("EX08", file_name, f"column {column} {why}", fix, {"forms found": shown(counts)}, f"column {column}")
