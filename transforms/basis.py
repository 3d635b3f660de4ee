"""What the figures of a publication are counted from; and the months of it that go on showing what an earlier one showed."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date

import polars as pl

from transforms.contract import Contract
from transforms.contracts import CLAIMS
from transforms.effective import DISPLACED, Part, Resolution, effective_lines
from transforms.line import LINE

# Lines that count only once a held month may change; lines of an extract that stands no more but in a held month.
WAITING, SUPERSEDED = "waiting", "superseded"
KEY = ["part_id", "line_key"]


@dataclass(frozen=True, slots=True, eq=False)
class Basis:
    """Parts, and which of their lines do not count."""

    parts: tuple[Part, ...]
    resolution: Resolution

    def lines(self, months: Collection[date] | None = None, contract: Contract = CLAIMS) -> pl.LazyFrame:
        """Line (LINE) and part_id of all that count, of these payment months (first days); None: of all. All parts are of `contract`."""
        return effective_lines(self.parts, self.resolution, months, contract)


def withheld(new: Basis, months: Collection[date]) -> Basis:
    """`new`, but no line paid in these months counts yet: they wait."""
    nothing = pl.DataFrame(schema={name: LINE.get(name, pl.String()) for name in KEY})
    displaced = _of_standing(new, nothing, months) if months else new.resolution.displaced
    return Basis(new.parts, Resolution(displaced, new.resolution.overlaps))


def held(new: Basis, shown: Basis, months: Collection[date]) -> Basis:
    """`new`, but these payment months show exactly the lines that they had in `shown`.

    Its parts are those of `new`, and of `shown` the ones that a held month still needs. Each of their lines has one fate: it counts, it is
    displaced as before, or it is displaced as `waiting` (it would change a held month, or it stands in one and must not count twice) or
    as `superseded` (its extract stands no more, and no held month shows it).
    """
    if not months:
        return new
    kept = shown.lines(months).select(KEY).collect(engine="streaming")
    needed = set(kept["part_id"].unique())
    known = {part.part_id for part in new.parts}
    gone = tuple(part for part in shown.parts if part.part_id in needed - known)
    displaced = pl.concat([_of_standing(new, kept, months), _of_gone(gone, kept)]).sort("part_id", "source_row", "sheet", "line_key")
    return Basis((*new.parts, *gone), Resolution(displaced, new.resolution.overlaps))


def _of_standing(new: Basis, kept: pl.DataFrame, months: Collection[date]) -> pl.DataFrame:
    """Lines of extracts that stand: those that a held month shows count, others of it wait, and what is shown there counts nowhere else."""
    before = new.resolution.displaced.join(kept, on=KEY, how="anti")
    is_held = pl.col("payment_month").is_in(sorted(months))
    lines = new.lines()
    of_month = lines.filter(is_held).join(kept.lazy(), on=KEY, how="anti")
    elsewhere = lines.filter(~is_held).join(kept.lazy().select("line_key"), on="line_key", how="semi")
    waiting = pl.concat([of_month, elsewhere]).select(_as_displaced(WAITING)).collect(engine="streaming")
    return pl.concat([before, waiting])


def _of_gone(parts: Sequence[Part], kept: pl.DataFrame) -> pl.DataFrame:
    """Lines of extracts that stand no more, and that no held month shows."""
    if not parts:
        return DISPLACED.to_frame()
    scans = [pl.scan_parquet(part.path, schema=LINE).with_columns(part_id=pl.lit(part.part_id)) for part in parts]
    rest = pl.concat(scans).join(kept.lazy(), on=KEY, how="anti")
    return rest.select(_as_displaced(SUPERSEDED)).collect(engine="streaming")


def _as_displaced(reason: str) -> list[pl.Expr]:
    return [pl.lit(reason).alias("reason") if name == "reason" else pl.col(name) for name in DISPLACED.names()]
