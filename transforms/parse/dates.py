"""Dates as offices write them. Layouts may mix in a column; whether day or month comes first, `transforms.parse.orders` decides.

domain.md §4: `22-SEP-2023`, `06-SEP-23` and `22-09-2023` stood in one document; names of months and days are data
(`tables/month_names.csv`, `tables/day_names.csv`). A time of day is dropped, but one in UTC is nobody's clock: it is the day that
it was at the agency. Beside any other offset stands the day of whoever wrote it.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache

import polars as pl

from transforms.parse.blank import blank_to_null
from transforms.reference import load_table
from transforms.zone import AGENCY_ZONE

ORDERS = {"dmy": "%d-%m-%Y", "mdy": "%m-%d-%Y"}
SERIAL_ZERO = date(1899, 12, 30)  # Excel's day 0, seen from serials after February 1900
SERIALS = (20_000, 80_000)  # 1954 to 2119; smaller and larger numbers are no dates
YEARS = (date(1900, 1, 1), date(2200, 1, 1))
CLOCK = r"[ T][0-9]{1,2}[:.][0-9]{2}(?:[:.][0-9]{2}(?:\.[0-9]+)?)?"
TIME = rf"(?:{CLOCK}(?: ?[AaPp][Mm])?)"
OFFSET = r" ?(?:Z|UTC|GMT|[+-](?:0[0-9]|1[0-4])(?::?[0-5][0-9])?)$"
ZONED = rf"{CLOCK}{OFFSET}"
IN_UTC = r"[ T]([0-9]{1,2})[:.]([0-9]{2})(?:[:.][0-9]{2}(?:\.[0-9]+)?)? ?(?:Z|UTC|GMT|[+-]00(?::?00)?)$"
SHORT = r"^[^0-9]*[0-9]{1,2}[/.-][0-9]{1,2}[/.-][0-9]{2}(?:\s|T|$)"  # 12/7/22
KEPT_PLACES = 100_000  # days times spellings of a day up to which dates are looked up without a join
FILLED = "\0"
TEXT_MARKS = "'’`"  # with which a spreadsheet marks text: no part of the value
EPOCH = date(1970, 1, 1)
HOURS, MINUTES = 24, 60
KEPT_VALUES = 200_000  # distinct texts of a column up to which a lexicon is cheaper than reading each line

Place = tuple[int, str]  # number of the table, date column


@dataclass(frozen=True, slots=True, eq=False)
class DateForm:
    """How a column writes dates. `lexicon`: each distinct text and its date, where there are few enough to look them up."""

    order: str  # dmy | mdy
    lexicon: tuple[pl.Series, pl.Series] | None = None
    cut: bool = False  # the lexicon's texts have no time of day


def has_times(column: str) -> pl.Expr:
    """Does any text look as if it had a time of day? Asked of a few rows: an export writes it everywhere or nowhere."""
    return pl.col(column).str.contains(":", literal=True).any().alias(column)


def day_text(column: str, *, cut: bool) -> pl.Expr:
    """The text of a date, without its time of day if that is to be `cut`: a month has 31 days but 2.7 million seconds."""
    return pl.col(column).str.replace(rf"{TIME}\s*$", "") if cut else pl.col(column)


def date_evidence(column: str, *, cut: bool) -> pl.Expr:
    """The distinct texts of a column (see day_text) with their counts, as one list: a month of dates has few."""
    counted = day_text(column, cut=cut).drop_nulls().value_counts(name="count")
    return counted.struct.rename_fields(["text", "count"]).implode().alias(column)


def weigh_dates(values: Mapping[Place, pl.DataFrame]) -> dict[Place, pl.DataFrame]:
    """Of each column of a table (text, count) its distinct texts that are not blank, with their date as dmy and as mdy.

    Layouts that are not of numbers mean the same in both. `is_short`: numbers only, with a year of two digits. All texts are read at once:
    a month's columns share most of their days, and in a small extract it is the making of the reader that takes time.
    """
    texts = pl.concat([pl.DataFrame(schema={"text": pl.String}), *(own.select("text") for own in values.values())]).unique()
    known = texts.with_columns(known=_written("text")).drop_nulls("known")  # a column first: the reader names its text many times
    text = pl.col("known")
    is_zoned = known["known"].str.contains(ZONED).any()
    dmy, mdy = (read_date(text, order, is_zoned=is_zoned) for order in ORDERS)
    meant = known.with_columns(dmy=dmy, mdy=mdy, is_short=text.str.contains(SHORT)).drop("known")
    return {place: own.join(meant, on="text", how="inner", maintain_order="left") for place, own in values.items()}


def _written(column: str) -> pl.Expr:
    """A date's text as it is read; null where blank."""
    return blank_to_null(column).str.strip_chars_start(TEXT_MARKS)


def date_form(order: str, weighed: pl.DataFrame, *, cut: bool) -> DateForm:
    """The decided form, with a lexicon where the column has few distinct texts."""
    few = weighed.height <= KEPT_VALUES
    return DateForm(order, (weighed["text"], weighed[order]) if few else None, cut)


def with_date(frame: pl.LazyFrame, column: str, form: DateForm) -> pl.LazyFrame:
    """The frame with the column as Date, null where blank or no date in its form; its text (null where blank) beside as `<column>_raw`.

    Looked up, and by a join only where the dates lie too far apart: a join copies every column of the frame. Not by replace_strict: that
    one is no streaming expression, and Polars would hold the whole frame in memory beside it.
    """
    raw = f"{column}_raw"
    if form.lexicon is None:
        return frame.with_columns(blank_to_null(column).alias(raw), read_date(_written(column), form.order).alias(column))
    texts, days = form.lexicon
    if (places := _places(texts, days)) is not None:
        looked_up = _looked_up(day_text(column, cut=form.cut), *places)
        return frame.with_columns(blank_to_null(column).alias(raw), looked_up.alias(column))
    lexicon = pl.LazyFrame({"_text": texts, column: days})
    key = day_text(raw, cut=form.cut)
    read = frame.rename({column: raw}).join(lexicon, left_on=key, right_on="_text", how="left", maintain_order="left")
    return read.drop("_text", strict=False).with_columns(blank_to_null(raw))  # kept by the join where its key is an expression


def _places(texts: pl.Series, days: pl.Series) -> tuple[list[str], date, int] | None:
    """The texts of dates, each at a place whose remainder by the number of days is its day, counted from the first; None: too many.

    Places without a text are filled. Also the first day, and the number of days.
    """
    dated = pl.DataFrame({"text": texts, "day": days}).drop_nulls()
    first, last = dated["day"].min(), dated["day"].max()
    if not (isinstance(first, date) and isinstance(last, date)) or texts.str.starts_with(FILLED).any():
        return None
    span = (last - first).days + 1
    rows = dated.select(pl.len().over("day").max()).item()
    if rows * span > KEPT_PLACES:
        return None
    places = [f"{FILLED}{place}" for place in range(rows * span)]
    nth = pl.int_range(pl.len()).over("day") * span + (pl.col("day") - first).dt.total_days()
    for text, place in dated.select("text", nth).iter_rows():
        places[place] = text
    return places, first, span


def _looked_up(text: pl.Expr, places: list[str], first: date, span: int) -> pl.Expr:
    number = text.cast(pl.Enum(places), strict=False).to_physical().cast(pl.Int32) % span
    return (number + (first - EPOCH).days).cast(pl.Date)


def read_date(text: pl.Expr, order: str, *, is_zoned: bool = True) -> pl.Expr:
    """Any layout that is a date by itself, and numeric ones in `order`. A time of day is allowed; in UTC it tells the agency's day.

    A day's name before it (`Selasa, 12 Juli 2022`) must be that of the date. `is_zoned`: whether a text may have an offset (it is dear).
    """
    if not is_zoned:
        return _read_date(text, order)
    day = _read_date(pl.when(text.str.contains(ZONED)).then(text.str.replace(OFFSET, "")).otherwise(text), order)
    return pl.when(text.str.contains(IN_UTC)).then(_at_the_agency(day, text)).otherwise(day)


def _read_date(text: pl.Expr, order: str) -> pl.Expr:
    weekday, bare = _without_weekday(text)
    day = pl.coalesce(_iso(bare), _numeric(bare, order), _named(bare), _serial(bare))
    return pl.when(day.is_between(*YEARS) & (weekday.is_null() | (weekday == day.dt.weekday()))).then(day)


def _at_the_agency(day: pl.Expr, text: pl.Expr) -> pl.Expr:
    """The agency's day at the time in UTC that the text says; null where that is no time."""
    clock = text.str.extract_groups(IN_UTC).struct
    hours, minutes = (clock.field(part).cast(pl.Int32) for part in ("1", "2"))
    instant = (day.cast(pl.Datetime("ms")) + pl.duration(hours=hours, minutes=minutes)).dt.replace_time_zone("UTC")
    return pl.when((hours < HOURS) & (minutes < MINUTES)).then(instant.dt.convert_time_zone(AGENCY_ZONE).dt.date())


def _without_weekday(text: pl.Expr) -> tuple[pl.Expr, pl.Expr]:
    """The number of the day's name before the date (0: no such day, null: none), and the date without it."""
    before = r"^(\p{L}[\p{L}'’]*)(?:\.?,\s*|\s+)"
    name = text.str.extract(before, 1).str.to_lowercase()
    number = name.replace_strict(_numbers_of("day_names", "weekday"), default="0").cast(pl.Int8)
    return pl.when(name.is_not_null()).then(number), text.str.replace(before, "")


def _iso(text: pl.Expr) -> pl.Expr:
    """Year first: `2022-07-12`, `2022/7/12`, `20220712`; eight digits with the year last have no such month."""
    parted = rf"^(?P<y>[0-9]{{4}})[-/](?P<m>[0-9]{{1,2}})[-/](?P<d>[0-9]{{1,2}}){TIME}?$"
    joined = rf"^(?P<y>(?:19|20|21)[0-9]{{2}})(?P<m>[0-9]{{2}})(?P<d>[0-9]{{2}}){TIME}?$"
    return pl.coalesce(_joined(text, pattern, ("d", "m", "y"), "dmy") for pattern in (parted, joined))


def _numeric(text: pl.Expr, order: str) -> pl.Expr:
    one_separator = [
        rf"^(?P<a>[0-9]{{1,2}}){mark}(?P<b>[0-9]{{1,2}}){mark}(?P<y>[0-9]{{4}}|[0-9]{{2}}){TIME}?$" for mark in ("/", "-", r"\.")
    ]
    return pl.coalesce(_joined(text, pattern, ("a", "b", "y"), order) for pattern in one_separator)


def _joined(text: pl.Expr, pattern: str, parts: Sequence[str], order: str) -> pl.Expr:
    found = text.str.extract_groups(pattern).struct
    first, second, year = (found.field(part) for part in parts)
    whole = [first.str.zfill(2), pl.lit("-"), second.str.zfill(2), pl.lit("-"), _of_this_century(year)]
    return pl.concat_str(whole).str.to_date(ORDERS[order], strict=False)


def _of_this_century(year: pl.Expr) -> pl.Expr:
    return pl.when(year.str.len_bytes() == len("23")).then("20" + year).otherwise(year)


def _named(text: pl.Expr) -> pl.Expr:
    """`22-SEP-2023`, `06-SEP-23`, `12 Agt 2022`, `5 Agustus 2022`; a year of two digits is of this century."""
    found = text.str.extract_groups(rf"^([0-9]{{1,2}})[-/. ]+(\p{{L}}+)\.?[-/., ]+([0-9]{{4}}|[0-9]{{2}}){TIME}?$").struct
    day, name, year = found.field("1"), found.field("2").str.to_lowercase(), found.field("3")
    month = name.replace_strict(_numbers_of("month_names", "month"), default=None, return_dtype=pl.String)
    whole = [day.str.zfill(2), pl.lit("-"), month.str.zfill(2), pl.lit("-"), _of_this_century(year)]
    return pl.concat_str(whole).str.to_date(ORDERS["dmy"], strict=False)


@cache
def _numbers_of(table: str, number: str) -> dict[str, str]:
    return {row["name"]: row[number] for row in load_table(table, ["name"], None).iter_rows(named=True)}


def _serial(text: pl.Expr) -> pl.Expr:
    days = text.str.extract(r"^([0-9]{5})(?:\.[0-9]+)?$", 1).cast(pl.Int32, strict=False)
    return pl.when(days.is_between(*SERIALS)).then(pl.lit(SERIAL_ZERO) + pl.duration(days=days))
