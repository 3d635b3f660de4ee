"""What a publication showed, from everywhere that it is kept: the publication's own file, and the vintages in the one that stands."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

import polars as pl

from flows.errors import NothingPublished
from flows.monthly.workplace import Workplace
from flows.trace.cell import GRAIN, Cell
from flows.trace.errors import NotPublished
from warehouse.publish import publication_file, standing
from warehouse.shown import Marts, current_marts, past_marts

MEASURES = ("claim_count", "payment_count", "participant_count", "amount_paid_idr")
ADDED = ("payment_count", "amount_paid_idr")  # over several rows; distinct claims and participants are no sums
NAMES = ("benefit_type_name", "regency_name")  # not figures: those of today in the vintages by region
OWN_FILE, VINTAGES = "file", "vintages"
Figures = Mapping[str, object]


@dataclass(frozen=True, slots=True, eq=False)
class Published:
    """What publication `number` showed. `sources`: its own file, where that is kept, and the vintages."""

    number: int
    sources: Mapping[str, Marts]

    def rows(self, cell: Cell) -> dict[str, pl.DataFrame]:
        """The published rows of the cell, by source. Raises NotPublished where no source has any."""
        found = {source: cell.of(marts[cell.mart]) for source, marts in self.sources.items() if cell.mart in marts}
        if not found:
            raise NotPublished(f"the file of publication {self.number} is no longer kept, and the vintages do not have {cell.mart}")
        if not any(rows.height for rows in found.values()):
            raise NotPublished(f"publication {self.number} shows no {cell}")
        return found


@dataclass(frozen=True, slots=True)
class Difference:
    """A published value that is not the one rebuilt; None on a side: it has no such row, or NULL."""

    mart: str
    source: str
    period: date
    codes: Mapping[str, str | None]
    column: str
    published: object
    rebuilt: object


def published(workplace: Workplace, number: int | None) -> Published:
    """What this publication showed; None: the one that stands. Raises NothingPublished, NotPublished, WarehouseUnreadable."""
    newest = standing(workplace.home.warehouse)
    if newest is None:
        raise NothingPublished(str(workplace.home.current_file))
    if not 0 < (wanted := newest if number is None else number) <= newest:
        raise NotPublished(f"there is no publication {wanted}: the newest is {newest}")
    file, sources = publication_file(workplace.home.warehouse, wanted), {}
    if file.exists():
        sources[OWN_FILE] = current_marts(file)
    return Published(wanted, sources | {VINTAGES: past_marts(workplace.home.current_file, wanted)})


def figures(cell: Cell, rows: pl.DataFrame) -> dict[str, object]:
    """The measures that these rows of its mart show of the cell. Of several rows no distinct counts: they are no sums."""
    if rows.height == 1 and cell.is_one_row:
        return {name: rows[name].item() for name in MEASURES}
    return {name: rows[name].sum() if rows[name].count() else None for name in ADDED}


def differences(mart: str, source: str, there: pl.DataFrame, rebuilt: pl.DataFrame) -> list[Difference]:
    """Every value of these rows of a mart that is not the one rebuilt."""
    keys = ["period", *GRAIN[mart]]
    columns = [name for name in there.columns if name not in keys and name not in NAMES]
    sides = [side.select(*keys, *columns, is_there=pl.lit(True)) for side in (there, rebuilt)]
    both = sides[0].join(sides[1], on=keys, how="full", nulls_equal=True, coalesce=True, suffix=", rebuilt")
    compared = ["is_there", *columns]
    odd = both.filter(pl.any_horizontal(pl.col(name).ne_missing(pl.col(f"{name}, rebuilt")) for name in compared)).sort(keys)
    return [
        Difference(mart, source, row["period"], {key: row[key] for key in GRAIN[mart]}, name.replace("is_there", "row"), row[name], other)
        for row in odd.iter_rows(named=True)
        for name in compared
        if row[name] != (other := row[f"{name}, rebuilt"])
    ]
