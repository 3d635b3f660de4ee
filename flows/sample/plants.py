"""The catalogue of planted faults. Each breaks exactly the codes it names, on every line it marks, and nothing else in its extract."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date

import numpy as np
import polars as pl

from flows.sample.desk import Desk

type_of_lines = Callable[[np.random.Generator, int, Desk], pl.DataFrame]
type_of_change = Callable[[Desk], Mapping[str, pl.Expr]]
ALWAYS, NEVER = date(2015, 7, 1), date(9999, 12, 1)
CSV = ("csv", "csv.gz")
ANY = (*CSV, "xlsx", "parquet")
CASH = date(2022, 2, 1)  # the first unemployment cash (PP 37/2021)
SCHOLARSHIPS = date(2021, 4, 1)
NEW_LAW = date(2020, 3, 1)  # a period from which every event can lie after PP 82/2019 (2 December 2019)


@dataclass(frozen=True, slots=True)
class Plant:
    """One kind of fault: `lines` makes sound lines (`width` per instance, `slot` counting them), `change` spoils them.

    Columns raw_<canonical> are cells written as they stand; `is_sound` names lines of an instance that stay without fault.
    """

    kind: str
    codes: tuple[str, ...]
    outcome: str
    lines: type_of_lines
    change: type_of_change
    width: int = 1
    needs: tuple[str, ...] = ()
    formats: tuple[str, ...] = ANY
    since: date = ALWAYS
    until: date = NEVER
    keeps_totals: bool = False  # a sound line may be spoiled so without changing any total
    is_counted: bool = True  # warned lines are, but for those that are no payment

    def fits(self, desk: Desk) -> bool:
        """Whether this sender can make this fault in this period."""
        right_time = self.since <= desk.period <= self.until
        return right_time and desk.dialect.has(*self.needs) and desk.dialect.file_format in self.formats

    def grow(self, random: np.random.Generator, instances: int, desk: Desk) -> pl.DataFrame:
        """That many instances of the fault, as lines."""
        return self.spoil(self.lines(random, instances, desk), desk)

    def spoil(self, lines: pl.DataFrame, desk: Desk) -> pl.DataFrame:
        """These sound lines with the fault in them."""
        sound = {} if "is_sound" in lines.columns else {"is_sound": pl.lit(value=False)}
        spoiled = lines.with_columns(**sound).with_columns(**self.change(desk))
        counted = pl.col("is_sound") | pl.lit(value=self.outcome == "warned" and self.is_counted)
        fault = pl.when("is_sound").then(None).otherwise(pl.lit(self.kind))
        return spoiled.with_columns(counts=counted, fault=fault).drop("is_sound")


def cell(**texts: str) -> type_of_change:
    """A change that writes these texts into these columns."""
    return lambda _: {f"raw_{column}": pl.lit(text) for column, text in texts.items()}


def put(**values: pl.Expr) -> type_of_change:
    """A change of the values themselves."""
    return lambda _: values


def error(kind: str, codes: str, lines: type_of_lines, change: type_of_change, **more: object) -> Plant:
    """A line that is set aside."""
    return Plant(kind, tuple(codes.split()), "quarantined", lines, change, **more)  # type: ignore[arg-type]


def warning(kind: str, codes: str, lines: type_of_lines, change: type_of_change, **more: object) -> Plant:
    """A line that counts, with a warning."""
    return Plant(kind, tuple(codes.split()), "warned", lines, change, **more)  # type: ignore[arg-type]
