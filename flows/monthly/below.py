"""Figures below the benefit type: by segment, branch and regency, and by programme and component."""

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from datetime import date
from fractions import Fraction
from pathlib import Path

import polars as pl

from flows.materiality import Band, load_bands
from flows.monthly.figure_changes import COMPONENTS, REGIONAL, Row, figure_changes
from flows.monthly.recounted import cause_of_recount
from flows.monthly.restated import Offer, changes_by
from flows.monthly.workplace import Workplace
from transforms.mechanism import FILE
from warehouse.figures import Grain, figure_sources, months_left, programme_figures, region_figures, region_figures_told, revised_figures

Figures = Mapping[Grain, pl.DataFrame]
BELOW: Mapping[Grain, tuple[str, ...]] = {"region": REGIONAL, "programme": COMPONENTS}
READ: Mapping[Grain, Callable[[Path], pl.DataFrame]] = {"region": region_figures, "programme": programme_figures}


def changed_below(old: Figures, new: Figures, changed: Collection[tuple[str, str]]) -> list[dict[str, str | int]]:
    """period, benefit_type_code, by (a name of BELOW), figures: of cells of which no figure by benefit type changes, how many below do.

    `old`, `new`: the figures of each of BELOW. `changed`: the cells (2022-07, JHT) that change themselves.
    """
    found: dict[tuple[str, str, str], int] = {}
    for name, by in BELOW.items():
        for row in figure_changes(old[name], new[name], None, (), by=by):
            cell = row["period"], row["benefit_type_code"]
            if cell not in changed:
                found[(*cell, name)] = found.get((*cell, name), 0) + 1
    return [{"period": month, "benefit_type_code": code, "by": by, "figures": found[month, code, by]} for month, code, by in sorted(found)]


def published_below(file: Path, before: Path, number: int) -> list[dict[str, str | int]]:
    """The same of publication `number`, against the file of the one before: only of the months that were counted anew.

    A month that comes back is held against the regions that were last shown of it; of its components none are kept.
    """
    was, now = figure_sources(before), figure_sources(file)
    months = [month for month, source in was.items() if source is None or now.get(month) != source]
    back = [month for month in months_left(before) if month in now]
    cells = {(f"{month:%Y-%m}", code) for month, code, _ in revised_figures(file, number).iter_rows()}
    old = {"region": region_figures_told(before, back), "programme": programme_figures(before)}
    asked = {"region": [*months, *back], "programme": months}
    return changed_below(
        {name: of_months(old[name], asked[name]) for name in BELOW},
        {name: of_months(read(file), asked[name]) for name, read in READ.items()},
        cells,
    )


def of_months(figures: pl.DataFrame, months: Iterable[date]) -> pl.DataFrame:
    """The figures of these months."""
    return figures.filter(pl.col("period").is_in(list(months)))


def detail(workplace: Workplace, offered: Offer, old: Figures, new: Figures) -> dict[Grain, list[Row]]:
    """flows.monthly.figure_changes by each of BELOW, each with its causes: told line by line, as those by benefit type are."""
    bands = load_bands(workplace.home.reference)
    return {name: _caused(workplace, offered, (old[name], new[name]), bands, by) for name, by in BELOW.items()}


def _caused(
    workplace: Workplace, offered: Offer, sides: tuple[pl.DataFrame, pl.DataFrame], bands: Sequence[Band], by: tuple[str, ...]
) -> list[Row]:
    before = offered.before
    if before is None:
        return figure_changes(*sides, None, bands, by=by)
    causes = changes_by(workplace, before, offered.lines, [name for name in by if name != "period"])
    rows = figure_changes(*sides, causes, bands, by=by)
    rest = cause_of_recount(workplace, before.part_ids)
    return [row | {"causes": [*row["causes"], *_rest(row, rest)]} for row in rows]


def _rest(row: Row, cause: str) -> list[Row]:
    """What no line accounts for: the publication before was counted by other code, or under other tables."""
    left = Fraction(row["difference"]) - sum((Fraction(one["difference"]) for one in row["causes"]), Fraction(0))
    if not left:
        return []
    told = f"{float(left):.2f}" if isinstance(row["difference"], str) else int(left)
    return [{"cause": cause, **dict.fromkeys(FILE), "difference": told}]
