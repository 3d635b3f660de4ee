"""A month as it is delivered, and what can be wrong with it: the shapes that classes of defect are written in."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import TypeAlias

import numpy as np
import polars as pl

from flows.sample.dialects import Dialect
from flows.sample.files import write_extract
from tests.proof.score.office import Office, clean_lines

STEM = "klaim"


@dataclass(frozen=True, slots=True, eq=False)
class Delivery:
    """One file of one office. `dialect`: as it is written this time; `damage`: done to its bytes; `folder`: of whom it is put."""

    office: Office
    period: date
    lines: pl.DataFrame
    dialect: Dialect
    damage: Callable[[bytes], bytes] | None = None
    folder: str = ""
    stem: str = STEM

    def write(self, landing: Path) -> None:
        """The file, under landing/<period>/<sender>/."""
        desk = replace(self.office.desk(self.period), dialect=self.dialect)
        for written in write_extract(landing, self.stem, [self.lines], desk):
            path = landing / written.name
        if self.damage:
            path.write_bytes(self.damage(path.read_bytes()))
        if self.folder:
            target = path.parents[1] / self.folder / path.name
            target.parent.mkdir(parents=True, exist_ok=True)
            path.rename(target)
            path.parent.rmdir()


def sound(office: Office, period: date) -> Delivery:
    """What the office delivers when nothing is wrong."""
    return Delivery(office, period, clean_lines(office, period), office.desk(period).dialect)


@dataclass(frozen=True, slots=True, eq=False)
class Scene:
    """Where a defect is planted: the office's sound delivery, what it delivered the month before, another office's delivery."""

    own: Delivery
    before: Delivery
    other: Delivery
    random: np.random.Generator

    @property
    def lines(self) -> pl.DataFrame:
        """The sound lines."""
        return self.own.lines

    def some(self, share: float, among: pl.Expr | None = None) -> pl.Series:
        """Which lines are hit: each with this chance, of those `among`; three at least where there are so many."""
        is_in = self.lines.select(pl.lit(value=True) if among is None else among).to_series().fill_null(value=False).to_numpy()
        places = np.flatnonzero(np.broadcast_to(is_in, self.lines.height))
        count = min(len(places), max(3, round(share * len(places))))
        hit = np.zeros(self.lines.height, dtype=bool)
        hit[self.random.choice(places, count, replace=False)] = True
        return pl.Series(hit)


Plant: TypeAlias = Callable[[Scene], Sequence[Delivery]]
Edit: TypeAlias = Callable[[Scene], pl.DataFrame]


def always(_: Scene) -> bool:
    """It can be planted anywhere."""
    return True


@dataclass(frozen=True, slots=True)
class Defect:
    """One class. `story`: what happens in an office; `expected`: a part of what should be said; `everywhere`: all offices have it."""

    code: str
    name: str
    story: str
    expected: str
    plant: Plant
    fits: Callable[[Scene], bool] = always
    everywhere: bool = False


def lines(edit: Edit) -> Plant:
    """The same file with other lines."""
    return lambda scene: [replace(scene.own, lines=edit(scene))]


def cells(**written: pl.Expr | str) -> Plant:
    """The same file with other text in these columns, in every line."""
    raw = {f"raw_{column}": pl.lit(text) if isinstance(text, str) else text for column, text in written.items()}
    return lines(lambda scene: scene.lines.with_columns(**raw))


def bytes_of(damage: Callable[[bytes], bytes]) -> Plant:
    """The same file, damaged."""
    return lambda scene: [replace(scene.own, damage=damage)]


def has_numbers(scene: Scene) -> bool:
    """Payments have numbers."""
    return scene.own.dialect.has("payment_id")


def has_none(scene: Scene) -> bool:
    """Payments have no numbers."""
    return not has_numbers(scene)


def is_text(scene: Scene) -> bool:
    """Amounts and dates are text."""
    return not scene.own.dialect.is_typed


def is_csv(scene: Scene) -> bool:
    """A plain text file."""
    return scene.own.dialect.file_format == "csv"


def is_packed(scene: Scene) -> bool:
    """A file that breaks as a whole: packed, a workbook, Parquet."""
    return scene.own.dialect.file_format != "csv"


def has_status(scene: Scene) -> bool:
    """Lines that were not paid are in it, too."""
    return scene.own.dialect.has("status")
