"""Which cells add up to which: months and regencies to quarters, quarters to years, benefit types and segments to the nation's year."""

from dataclasses import dataclass
from typing import Any

import numpy as np
import polars as pl
import scipy.sparse as sp

from transforms.disclosure.cells import MONTH, QUARTER, SEGMENT, YEAR, Calendar

Numbers = np.ndarray[Any, np.dtype[np.float64]]


@dataclass(frozen=True, slots=True)
class Relations:
    """`sums` @ amounts = 0, a row per total; `quarters` and `years`: indexes of cells of which the one is a part of the other."""

    sums: Any  # scipy.sparse.csr_matrix
    quarters: Numbers
    years: Numbers


def relations(cells: pl.DataFrame, calendar: Calendar) -> Relations:
    """The relations among `cells` (CELL, of one year, in this order) that hold for everybody to see: those of whole quarters and years."""
    numbered = cells.with_row_index("cell").with_columns(quarter=pl.col("period").dt.truncate("1q"))
    quarters, has_year = list(calendar.periods(QUARTER)), bool(calendar.periods(YEAR))
    entries = [
        _entries(_in(numbered, MONTH).filter(pl.col("quarter").is_in(quarters)), ["quarter", "benefit_type_code"], "nation ", 1),
        _entries(_in(numbered, QUARTER), ["quarter", "benefit_type_code"], "nation ", -1),
    ]
    if has_year:
        entries += [
            _entries(_in(numbered, QUARTER), ["benefit_type_code", "regency_code"], "year ", 1),
            _entries(_in(numbered, YEAR), ["benefit_type_code", "regency_code"], "year ", -1),
            _entries(_in(numbered, MONTH), [], "all", 1),
            _entries(_in(numbered, SEGMENT), [], "all", -1),
        ]
    told = pl.concat(entries).with_columns(row=pl.col("total").rank("dense") - 1)
    shape = (int(told["total"].n_unique()), cells.height)
    sums = sp.csr_matrix((told["sign"].to_numpy(), (told["row"].to_numpy(), told["cell"].to_numpy())), shape=shape)
    pairs = _in(numbered, QUARTER).join(_in(numbered, YEAR), on=["benefit_type_code", "regency_code"], suffix="_year")
    return Relations(sums, pairs["cell"].to_numpy(), pairs["cell_year"].to_numpy())


def _in(numbered: pl.DataFrame, table: str) -> pl.DataFrame:
    return numbered.filter(pl.col("table_name") == table)


def _entries(cells: pl.DataFrame, keys: list[str], prefix: str, sign: int) -> pl.DataFrame:
    total = pl.concat_str([pl.lit(prefix), *(pl.col(key).cast(pl.String) for key in keys)], separator="|")
    return cells.select("cell", total=total, sign=pl.lit(float(sign)))
