"""Reference tables as frames."""

from collections.abc import Sequence
from pathlib import Path

import polars as pl

from transforms.rows import SHIPPED, ReferenceTableRefused, columns_of, rows_of

__all__ = ["SHIPPED", "ReferenceTableRefused", "load_table"]


def load_table(name: str, key: Sequence[str], overlay: Path | None) -> pl.DataFrame:
    """The shipped table `name`, its rows replaced by those of the home that share `key`, new ones added.

    All columns are text; blank is null.
    """
    return pl.DataFrame(rows_of(name, key, overlay), schema=dict.fromkeys(columns_of(name), pl.String), orient="row")
