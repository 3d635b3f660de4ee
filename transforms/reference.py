"""Reference tables: shipped as CSV beside the code, overlaid row by row by the home's `reference/` folder."""

from pathlib import Path

import polars as pl

SHIPPED = Path(__file__).parent / "tables"


class ReferenceTableRefused(Exception):
    """A table of the home's `reference/` folder does not have the shipped table's shape."""

    def __init__(self, table: str, missing: list[str], unknown: list[str]) -> None:
        super().__init__(table)
        self.table, self.missing, self.unknown = table, missing, unknown

    @property
    def what(self) -> str:
        """What is wrong, in one sentence."""
        return f"columns differ from the shipped table: missing {self.missing or 'none'}, unknown {self.unknown or 'none'}"

    @property
    def where(self) -> str:
        """The table concerned."""
        return f"reference/{self.table}.csv"

    @property
    def fix(self) -> str:
        """What to do about it."""
        return f"give it exactly the header of transforms/tables/{self.table}.csv"


def load_table(name: str, key: list[str], overlay: Path | None) -> pl.DataFrame:
    """The shipped table `name`, its rows replaced by those of the home that share `key`, new ones added.

    All columns are text; blank is null.
    """
    shipped = _read(SHIPPED / f"{name}.csv")
    site = overlay / f"{name}.csv" if overlay else None
    if site is None or not site.exists():
        return shipped
    own = _read(site)
    _refuse_other_columns(name, shipped, own)
    kept = shipped.join(own, on=key, how="anti", nulls_equal=True)
    return pl.concat([kept, own.select(shipped.columns)])


def _read(path: Path) -> pl.DataFrame:
    return pl.read_csv(path, infer_schema=False, encoding="utf8")


def _refuse_other_columns(name: str, shipped: pl.DataFrame, own: pl.DataFrame) -> None:
    missing = [column for column in shipped.columns if column not in own.columns]
    unknown = [column for column in own.columns if column not in shipped.columns]
    if missing or unknown:
        raise ReferenceTableRefused(name, missing, unknown)
