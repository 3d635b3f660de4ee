"""Whether day or month comes first in a column of dates, decided for each table by itself: another table's column is another column.

A table whose own dates read both ways asks the sender's dialect, then the extract period, then the other tables and columns;
it borrows nothing that its own dates speak against. Where all is numbers, a year of two digits could be any of the three:
`transforms.parse.short_years` lets such a column pass only where the extract period leaves no doubt.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

import polars as pl

from transforms.errors import ExtractRefused
from transforms.parse.dates import ORDERS, Place
from transforms.parse.flipped import flipped_dates
from transforms.parse.plausible import are_plausible, are_rather, are_usual
from transforms.parse.short_years import doubtful_years

SEVERAL = 3  # lines; fewer are thin evidence against what another table or column proves
OTHER = {"dmy": "mdy", "mdy": "dmy"}
WORDS = {"dmy": "day first", "mdy": "month first"}
BY_DIALECT, BY_PERIOD, BY_OTHERS = "the dialect recorded for the sender", "the period", "the other date columns"
_VERDICTS = {
    "dates only as day/month": pl.col("dmy").is_not_null() & pl.col("mdy").is_null(),
    "dates only as month/day": pl.col("mdy").is_not_null() & pl.col("dmy").is_null(),
    "dates either way": pl.col("dmy") != pl.col("mdy"),
    "dates beyond doubt": pl.col("dmy") == pl.col("mdy"),
    "unreadable": pl.col("mdy").is_null() & pl.col("dmy").is_null(),
}


@dataclass(frozen=True, slots=True, eq=False)
class Order:
    """The order of a column in all tables, its distinct texts there (see `dates.weigh_dates`), and who decided it."""

    order: str  # dmy | mdy
    weighed: pl.DataFrame
    decided_by: tuple[str, ...] = ()  # besides its own values

    @property
    def evidence(self) -> str:
        """In words, for the ledger: `dmy: 8 dates either way, decided by the period`."""
        return ", ".join((f"{self.order}: {shown(self.weighed)}", *(f"decided by {who}" for who in self.decided_by)))


@dataclass(frozen=True, slots=True, eq=False)
class _Asking:
    """One question about an extract: its tables' columns, and who else may answer."""

    weighed: Mapping[Place, pl.DataFrame]
    period: date
    dialect: str | None
    paid: str
    file_name: str
    own: dict[Place, str] = field(default_factory=dict)  # what each column says by itself; "dmy", "mdy", or why neither


def decide_date_orders(
    weighed: Mapping[Place, pl.DataFrame], period: date, dialect: str | None, *, paid: str, file_name: str
) -> dict[str, Order]:
    """For each column dmy or mdy: by its values, the sender, the extract period (column `paid` only), the other tables and columns.

    These speak only with one voice, and not against a table's own dates. ExtractRefused EX08 where nobody decides, values contradict each
    other, or true dates beside texts have day and month swapped.
    """
    asking = _Asking(weighed, period, dialect, paid, file_name, {place: _order_of_values(values) for place, values in weighed.items()})
    for place in weighed:
        _refuse_swapped(asking, place)
    by_period = _ask_period(asking)
    whole = {column: _in_all_tables(weighed, column) for column in dict.fromkeys(column for _, column in weighed)}
    orders = {column: _decided(asking, column, values, by_period) for column, values in whole.items()}
    decided = {column: order.order for column, order in orders.items()}
    if not dialect and (doubtful := doubtful_years(whole, decided, period, paid=paid)):
        raise _unclear_year(doubtful, whole[doubtful], file_name)
    return orders


def shown(weighed: pl.DataFrame) -> str:
    """The evidence in words: values that decide, counted in lines."""
    counts = {words: int(weighed.filter(which)["count"].sum()) for words, which in _VERDICTS.items()}
    return ", ".join(f"{count} {words}" for words, count in counts.items() if count) or "no values"


def _order_of_values(weighed: pl.DataFrame) -> str:
    dmy, mdy, either = (weighed.filter(which).height for which in list(_VERDICTS.values())[:3])
    if dmy and mdy:
        return "contradictory"
    if dmy or mdy:
        return "dmy" if dmy else "mdy"
    return "undecided" if either else "indifferent"


def _in_all_tables(weighed: Mapping[Place, pl.DataFrame], column: str) -> pl.DataFrame:
    """The distinct texts of a column over all tables."""
    tables = [values for (_, name), values in weighed.items() if name == column]
    if len(tables) == 1:
        return tables[0]
    return pl.concat(tables).group_by(pl.exclude("count"), maintain_order=True).agg(pl.col("count").sum())


def _ask_period(asking: _Asking) -> list[Place]:
    """Let the extract period decide payment dates that do not decide themselves; gives the places where it did."""
    if asking.dialect:
        return []
    undecided = [place for place, own in asking.own.items() if own == "undecided" and place[1] == asking.paid]
    decided = [place for place in undecided if _is_day_first(asking, place)]
    asking.own.update(dict.fromkeys(decided, "dmy"))
    return decided


def _is_day_first(asking: _Asking, place: Place) -> bool:
    """Only day first gives days of such an extract. A folder's name never makes dates month-first: the file may lie in the wrong one."""
    doubtful = asking.weighed[place].filter(_VERDICTS["dates either way"])
    return are_rather(doubtful, "dmy", "mdy", asking.period)


def _fits(asking: _Asking, place: Place, order: str) -> bool:
    """Whether the dates that read both ways are, in this order, days that an extract of the period can have."""
    doubtful = asking.weighed[place].filter(_VERDICTS["dates either way"])
    return are_plausible(doubtful, order, asking.period, is_paid=place[1] == asking.paid)


def _decided(asking: _Asking, column: str, whole: pl.DataFrame, by_period: list[Place]) -> Order:
    places = [place for place in asking.weighed if place[1] == column]
    found = {place: _settled(asking, place) for place in places if asking.own[place] != "indifferent"}
    orders = sorted(set(found.values()))
    if len(orders) > 1:
        raise _two_orders(asking, column, found)
    if not orders:
        return Order(asking.dialect or _voice(asking) or "dmy", whole)
    proved = any(asking.own[place] in ORDERS and place not in by_period for place in places)
    who = BY_DIALECT if asking.dialect else BY_PERIOD if any(place in by_period for place in places) else BY_OTHERS
    is_told = not proved and all(asking.own[place] != "contradictory" for place in places)
    return Order(orders[0], whole, (who,) if is_told else ())


def _settled(asking: _Asking, place: Place) -> str:
    """The order of a column in one table."""
    own = asking.own[place]
    if own in ORDERS:
        return own
    if asking.dialect:
        return asking.dialect
    if own == "contradictory":
        raise _undecidable(asking, place, "writes some dates day first and others month first")
    lent = _voice(asking, place[1]) or _voice(asking)
    if lent is None:
        raise _undecidable(asking, place, "could be day/month or month/day, and no value decides")
    if _speaks_against(asking, place, lent):
        raise _undecidable(asking, place, f"could be day/month or month/day; others say {WORDS[lent]}, but its own days speak against it")
    return lent


def _speaks_against(asking: _Asking, place: Place, lent: str) -> bool:
    """Whether a table's own dates are those of such an extract only in the other order; one or two usual, if late, lines do not say so."""
    if _fits(asking, place, lent) or not _fits(asking, place, OTHER[lent]):
        return False
    doubtful = asking.weighed[place].filter(_VERDICTS["dates either way"])
    is_thin = doubtful["count"].sum() < SEVERAL
    return not (is_thin and are_usual(doubtful, lent, asking.period, is_paid=place[1] == asking.paid))


def _voice(asking: _Asking, column: str | None = None) -> str | None:
    """What the tables say that know it, of this column or of any, if they say one thing."""
    voices = {own for (_, name), own in asking.own.items() if own in ORDERS and column in (None, name)}
    return voices.pop() if len(voices) == 1 else None


def _refuse_swapped(asking: _Asking, place: Place) -> None:
    column = place[1]
    if swapped := flipped_dates(asking.weighed[place], asking.period, is_paid=column == asking.paid):
        what = f"column {column} holds true dates beside texts, and day and month of the true dates look swapped by a spreadsheet"
        fix = "ask the sender for all dates as text, or all as true dates, from a computer set to the date order of the list"
        raise ExtractRefused("EX08", asking.file_name, what, fix, swapped | _table(asking, place), f"column {column}")


def _undecidable(asking: _Asking, place: Place, why: str) -> ExtractRefused:
    column = place[1]
    fix = "ask the sender, then record it: claims mapping dialect SENDER --date-order dmy|mdy --from PERIOD --why TEXT"
    evidence = {"forms found": shown(asking.weighed[place])} | _table(asking, place)
    return ExtractRefused("EX08", asking.file_name, f"column {column} {why}", fix, evidence, f"column {column}")


def _two_orders(asking: _Asking, column: str, found: Mapping[Place, str]) -> ExtractRefused:
    what = f"column {column} has the day first in one table and the month first in another"
    fix = "ask the sender for one order of dates in all tables, or for each table in an extract of its own"
    evidence = {f"table {place[0] + 1}": f"{order}: {shown(asking.weighed[place])}" for place, order in found.items()}
    return ExtractRefused("EX08", asking.file_name, what, fix, evidence, f"column {column}")


def _table(asking: _Asking, place: Place) -> dict[str, str]:
    """Which of several tables it is."""
    tables = len({number for number, _ in asking.weighed})
    return {"table": f"{place[0] + 1} of {tables}"} if tables > 1 else {}


def _unclear_year(column: str, weighed: pl.DataFrame, file_name: str) -> ExtractRefused:
    what = f"column {column} writes years with two digits, and the period does not tell which number is the year"
    fix = "ask the sender for years of four digits; or, where the year stands last, set date_order for them in reference/senders.csv"
    counts = {"years of two digits": str(weighed.filter("is_short")["count"].sum())}
    return ExtractRefused("EX08", file_name, what, fix, counts | {"forms found": shown(weighed)}, f"column {column}")
