"""How many claims a change of a public cell touches: those whose lines in it are other lines than they were."""

import polars as pl

from transforms.disclosure.cells import ATOM, CELL, DIMENSIONS, Calendar, at_grain

TOUCHED = pl.Schema({**dict.fromkeys(CELL, pl.String), "period": pl.Date, "touched": pl.Int64})


def touched(before: pl.LazyFrame, now: pl.LazyFrame, calendar: Calendar, changed: pl.DataFrame) -> pl.DataFrame:
    """CELL and `touched` of the cells in `changed`: the distinct claims that came, went or have another amount there."""
    differing = _differing(before, now).collect(engine="streaming").lazy()
    counted = [_counted(at_grain(differing, table, calendar)) for table in DIMENSIONS]
    return pl.concat(pl.collect_all(counted)).join(changed.select(CELL), on=CELL, how="semi")


def _differing(before: pl.LazyFrame, now: pl.LazyFrame) -> pl.LazyFrame:
    columns = [*ATOM, "amount_paid_sen", "is_paid"]
    sides = pl.concat([before.select(columns).with_columns(side=pl.lit(1)), now.select(columns).with_columns(side=pl.lit(2))])
    return sides.group_by(columns).agg(pl.col("side").sum()).filter(pl.col("side") != 1 + 2)


def _counted(grained: pl.LazyFrame) -> pl.LazyFrame:
    return grained.group_by(*CELL, "claim_key").agg().group_by(CELL).agg(touched=pl.len().cast(pl.Int64))
