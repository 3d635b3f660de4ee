"""How a whole column writes its amounts and dates, decided once per extract from all its values, table by table."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

import polars as pl

from transforms.columns import CODED_COLUMNS
from transforms.decisions import Dialect
from transforms.parse import amounts, dates
from transforms.parse.orders import Order, decide_date_orders
from transforms.parse.shrunk import may_be_shrunk, refuse_shrunk
from transforms.sealed import sealed
from transforms.vocabulary.met import Met

AMOUNT_COLUMN = "amount_paid_idr"
PAID_COLUMN = "payment_date"
LOOKED_AT = 1000
DATE_COLUMNS = ("contingency_date", "submission_date", "determination_date", PAID_COLUMN)


@dataclass(frozen=True, slots=True, eq=False)
class Forms:
    """The decided forms, by canonical column. `evidence` (counts of forms, never a value) goes to the ledger."""

    amount: amounts.AmountForm
    dates: Mapping[str, dates.DateForm]
    evidence: dict[str, str]
    amount_column: str = AMOUNT_COLUMN


@sealed(lambda *_, file_name: file_name)
def decide_forms(
    frames: Sequence[pl.LazyFrame],
    period: date,
    dialect: Dialect,
    *,
    file_name: str,
    met: Met | None = None,
    amount_column: str = AMOUNT_COLUMN,
) -> Forms:
    """The form of the amount and of every date column over all tables of an extract, in one streaming pass. Raises ExtractRefused EX08.

    The same pass notes in `met` which texts stand in the coded columns.
    """
    timed = _timed_columns(frames)
    coded = _coded(frames) if met is not None else []
    results = pl.collect_all([*(_evidence(frame, timed, amount_column) for frame in frames), *coded], engine="streaming")
    found = results[: len(frames)]
    if met is not None:
        _note(met, results[len(frames) :])
    amount, told = _amount_form(frames, found, amount_column, dialect, file_name)
    there = [(number, column) for number, table in enumerate(found) for column in DATE_COLUMNS if column in table.columns]
    weighed = dates.weigh_dates({(number, column): _texts(found[number], column) for number, column in there})
    orders = decide_date_orders(weighed, period, dialect.date_order, paid=PAID_COLUMN, file_name=file_name)
    evidence = {amount_column: f"{amount.mark}: {told}"} | {column: order.evidence for column, order in orders.items()}
    return Forms(amount, _date_forms(orders, timed), evidence, amount_column)


def _amount_form(
    frames: Sequence[pl.LazyFrame], found: Sequence[pl.DataFrame], column: str, dialect: Dialect, file_name: str
) -> tuple[amounts.AmountForm, str]:
    """The form of the amounts, and its evidence in words."""
    tables = [amounts.amount_counts(table.row(0, named=True), column) for table in found]
    tables = [amounts.respelt_counts(frame, column, own) if own["odd"] else own for frame, own in zip(frames, tables, strict=True)]
    for frame, counts in zip(frames, tables, strict=True):
        if may_be_shrunk(counts):
            refuse_shrunk(amounts.respelt(frame, column) if counts["odd"] else frame, column, file_name=file_name)
    whole = {what: sum(counts[what] for counts in tables) for what in amounts.COUNTS}
    said = dialect.amount_form if column == AMOUNT_COLUMN else amounts.form_of_whole(whole) or dialect.amount_form
    form = amounts.decide_amount_form(column, whole, said, file_name=file_name)
    for counts in tables if said is None else ():
        amounts.refuse_other_form(column, counts, form.mark, file_name=file_name)
    return form, amounts.shown(whole)


def _date_forms(orders: Mapping[str, Order], timed: Collection[str]) -> dict[str, dates.DateForm]:
    return {column: dates.date_form(one.order, one.weighed, cut=column in timed) for column, one in orders.items()}


def typed(frame: pl.LazyFrame, forms: Forms) -> pl.LazyFrame:
    """Lines with amount_paid_sen (Int64; the contract's figure in hundredths) and dates (Date), null where unreadable.

    Their text stands beside as <column>_raw.

    Columns that the extract does not have are not invented. A `nihil` amount is 0.
    """
    there = frame.collect_schema().names()
    for column in (column for column in forms.dates if column in there):
        frame = dates.with_date(frame, column, forms.dates[column])
    read = amounts.with_amount(frame, forms.amount_column, forms.amount, "amount_paid_sen")
    return read.rename({forms.amount_column: f"{forms.amount_column}_raw"})


def _timed_columns(frames: Sequence[pl.LazyFrame]) -> set[str]:
    """Date columns written with a time of day, judged by their first rows; wrong only costs time."""
    names = [[column for column in DATE_COLUMNS if column in frame.collect_schema()] for frame in frames]
    looks = [
        frame.select(there).head(LOOKED_AT).select(map(dates.has_times, there)) for frame, there in zip(frames, names, strict=True) if there
    ]
    return {column for look in pl.collect_all(looks, engine="streaming") for column in look.columns if look[column].item()}


def _coded(frames: Sequence[pl.LazyFrame]) -> list[pl.LazyFrame]:
    """What stands together in the coded columns of each table: few rows, which a streaming engine finds in bounded memory."""
    columns = [[column for column in CODED_COLUMNS if column in frame.collect_schema()] for frame in frames]
    return [frame.select(there).unique() for frame, there in zip(frames, columns, strict=True) if there]


def _note(met: Met, found: Sequence[pl.DataFrame]) -> None:
    for texts in found:
        for column in texts.columns:
            met.note_texts(column, texts[column])


def _evidence(frame: pl.LazyFrame, timed: set[str], amount_column: str) -> pl.LazyFrame:
    there = frame.collect_schema().names()
    marked, counts = amounts.with_amount_evidence(frame, amount_column)
    return marked.select(
        *counts,
        *(dates.date_evidence(column, cut=column in timed) for column in DATE_COLUMNS if column in there),
    )


def _texts(found: pl.DataFrame, column: str) -> pl.DataFrame:
    """The distinct texts of a column of a table, with their counts."""
    return found[column].explode().struct.unnest().drop_nulls("text")
