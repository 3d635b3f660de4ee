"""The table of benefit type × month that the demo ends with."""

from decimal import Decimal
from typing import TYPE_CHECKING, Any

from flows.cli.display import print_table, shown

if TYPE_CHECKING:
    import polars as pl

JUTA = Decimal(1_000_000)


def print_figures(figures: "pl.DataFrame") -> None:
    """Benefit types down, months across: claims above, million rupiah below. Only money is added up: a claim may have several benefits."""
    rows = figures.to_dicts()
    months = sorted({row["period"] for row in rows})
    cells = {(row["benefit_type_code"], row["period"]): row for row in rows}
    codes = sorted({row["benefit_type_code"] for row in rows}, key=lambda code: -_sum(rows, code))
    headings = ["", *(f"{month:%Y-%m}" for month in months), "sum"]
    table = [[code, *(_cell(cells.get((code, month))) for month in months), f"\n{_juta(_sum(rows, code))}"] for code in codes]
    sums = ["all", *(f"\n{_juta(_sum(rows, None, month))}" for month in months), f"\n{_juta(_sum(rows))}"]
    print_table(
        "Claims paid (above) and million rupiah (below), by benefit type and payment month",
        headings,
        [*table, sums],
        frozenset(headings[1:]),
    )


def _cell(row: dict[str, Any] | None) -> str:
    if row is None or row["claim_count"] is None:
        return ""
    return f"{shown(row['claim_count'])}\n{_juta(row['amount_paid_idr'])}"


def _sum(rows: list[dict[str, Any]], code: str | None = None, month: object = None) -> Decimal:
    chosen = (row for row in rows if code in (None, row["benefit_type_code"]) and month in (None, row["period"]))
    return sum((row["amount_paid_idr"] or Decimal(0) for row in chosen), Decimal(0))


def _juta(amount: Decimal) -> str:
    return f"{amount / JUTA:,.1f}".translate(str.maketrans(",.", ".,"))
