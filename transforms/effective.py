"""Which line of which part counts, per line key over all parts. It depends on the parts alone, never on the order they are handed in."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import polars as pl

from transforms.contract import Contract
from transforms.contracts import BY_CODE, CLAIMS
from transforms.judge.duplicates import recurring
from transforms.line import LINE

DISPLACED = pl.Schema(
    {
        "part_id": pl.String,
        "source_row": pl.UInt32,
        "sheet": pl.String,
        "line_key": pl.UInt64,
        "reason": pl.String,  # duplicate (XD01), superseded (XS01)
        "payment_month": pl.Date,
        "amount_paid_sen": pl.Int64,  # the contract's measure: sen, or a count
    }
)
OF_PART = pl.Schema({"part_id": pl.String, "extract_period": pl.Date, "sender_code": pl.String})  # what a line has from its extract
# Keys are compared in slices of about this many lines, so that memory does not grow with the decades.
SLICE_LINES = 8_000_000


@dataclass(frozen=True, slots=True)
class Part:
    """The clean lines of one extract. Those of a period are ordered by revision, then arrival; equal lines stay where they stood first.

    A delta (`is_delta`) may say something different than other extracts of its sender and period: the last of them counts.
    """

    part_id: str
    path: Path
    sender_code: str
    period: date
    arrival_order: int
    revision: int = 0
    is_delta: bool = False
    contract: str = CLAIMS.code

    @property
    def scope(self) -> str:
        """Line keys are compared among the parts of one scope."""
        return f"{self.contract} {self.sender_code}" if BY_CODE[self.contract].is_of_sender else self.contract


@dataclass(frozen=True, slots=True, eq=False)
class Resolution:
    """`displaced` (DISPLACED): lines that do not count. `overlaps`: pairs of parts that contradict each other, and in how many keys."""

    displaced: pl.DataFrame
    overlaps: list[tuple[str, str, int]]


def resolve(parts: Sequence[Part]) -> Resolution:
    """For every line key the one line that counts.

    Equal content stays at its first place (extract period, revision, arrival), the others are `duplicate`. Different content: that of the
    later extract period counts, and within a period that of a delta or of what follows it; the earlier is `superseded`. Different content
    otherwise is an overlap: neither can be preferred, the caller refuses both parts; until then the last stays.
    """
    scopes: dict[str, list[Part]] = {}
    for part in sorted(parts, key=lambda part: (part.period, part.revision, part.arrival_order, part.part_id)):
        scopes.setdefault(part.scope, []).append(part)
    found = [_resolved(scopes[scope]) for scope in sorted(scopes)] or [_resolved([])]
    displaced = pl.concat([one.displaced for one in found])
    return Resolution(displaced, [overlap for one in found for overlap in one.overlaps])


def _resolved(ordered: Sequence[Part]) -> Resolution:
    """The same of the parts of one scope."""
    rows = _contested(ordered)
    return Resolution(_displaced(rows, ordered), _overlaps(rows, ordered))


def effective_lines(
    parts: Sequence[Part], resolution: Resolution, months: Collection[date] | None = None, contract: Contract = CLAIMS
) -> pl.LazyFrame:
    """Line, part_id, extract_period and sender_code of every line that counts, of these payment months (first days); None: of all.

    All parts are of this contract; lines are as it keeps them (LINE for claims).
    """
    wanted = pl.lit(True) if months is None else pl.col("payment_month").is_in(sorted(months))
    gone = resolution.displaced.partition_by("part_id", as_dict=True)
    frames = [_without(_scan(part).filter(wanted), gone.get((part.part_id,))) for part in parts]
    return pl.concat(frames) if frames else pl.Schema(contract.line | OF_PART).to_frame().lazy()


def _scan(part: Part) -> pl.LazyFrame:
    lines = pl.scan_parquet(part.path, schema=BY_CODE[part.contract].line)
    return lines.with_columns(part_id=pl.lit(part.part_id), extract_period=pl.lit(part.period), sender_code=pl.lit(part.sender_code))


def _without(lines: pl.LazyFrame, displaced: pl.DataFrame | None) -> pl.LazyFrame:
    return lines if displaced is None else lines.join(displaced.lazy().select("line_key"), on="line_key", how="anti")


def _contested(ordered: Sequence[Part]) -> pl.DataFrame:
    """The lines whose key stands in several parts; `rank` is the part's place in `ordered`, by which they are sorted within a key."""
    columns = ["line_key", "content_key", "payment_month", "amount_paid_sen", "sheet", "source_row"]
    scans = [_measured(part).select(*columns, rank=pl.lit(rank, dtype=pl.UInt32)) for rank, part in enumerate(ordered)]
    if not scans:
        return pl.DataFrame(schema={column: LINE[column] for column in columns} | {"rank": pl.UInt32})
    lines = pl.concat(scans)
    keys = _recurring_keys(lines)
    return lines.join(keys.lazy(), on="line_key", how="semi").collect(engine="streaming").sort("line_key", "rank")


def _measured(part: Part) -> pl.LazyFrame:
    """The lines of a part, its measure under the name that all contracts have in common."""
    measure = BY_CODE[part.contract].measure
    lines = pl.scan_parquet(part.path)
    return lines if measure == "amount_paid_sen" else lines.rename({measure: "amount_paid_sen"})


def _recurring_keys(lines: pl.LazyFrame) -> pl.DataFrame:
    slices = lines.select(pl.len()).collect(engine="streaming").item() // SLICE_LINES + 1
    keys = lines.select("line_key")
    parts = [keys.filter(pl.col("line_key") % slices == one) if slices > 1 else keys for one in range(slices)]
    return pl.concat([recurring(part.collect(engine="streaming").to_series()) for part in parts])


def _displaced(rows: pl.DataFrame, ordered: Sequence[Part]) -> pl.DataFrame:
    """Within a key, by rank: the last content counts; it stays where its unbroken run of equal content began."""
    told = rows.join(_ranks(ordered), on="rank").sort("line_key", "rank")
    is_final = pl.col("content_key") == pl.col("content_key").last().over("line_key")
    broken_after = (~pl.col("is_final")).reverse().cum_max().reverse().over("line_key")
    run = told.with_columns(is_final=is_final).with_columns(in_run=~broken_after)
    keeper = pl.col("in_run") & (pl.col("in_run").cum_sum().over("line_key") == 1)
    reason = pl.when("in_run").then(pl.lit("duplicate")).otherwise(pl.lit("superseded"))
    return run.filter(~keeper).with_columns(reason=reason).select(DISPLACED.names()).sort("part_id", "source_row", "sheet", "line_key")


def _overlaps(rows: pl.DataFrame, ordered: Sequence[Part]) -> list[tuple[str, str, int]]:
    """Pairs of parts of one extract period that share keys with different content, none of them a delta to the other."""
    told = rows.join(_ranks(ordered), on="rank").select("line_key", "content_key", "period", "rank", "part_id", "sender_code", "is_delta")
    pairs = told.join(told, on=["line_key", "period"], suffix="_other")
    amends = (pl.col("sender_code") == pl.col("sender_code_other")) & (pl.col("is_delta") | pl.col("is_delta_other"))
    clashing = pairs.filter(pl.col("rank") < pl.col("rank_other"), pl.col("content_key") != pl.col("content_key_other"), ~amends)
    counted = clashing.group_by("rank", "rank_other", "part_id", "part_id_other").len().sort("rank", "rank_other")
    return list(counted.select("part_id", "part_id_other", "len").iter_rows())


def _ranks(ordered: Sequence[Part]) -> pl.DataFrame:
    """What is asked of the parts in order, by rank."""
    told = [(rank, part.part_id, part.period, part.sender_code, part.is_delta) for rank, part in enumerate(ordered)]
    schema = {"rank": pl.UInt32, "part_id": pl.String, "period": pl.Date, "sender_code": pl.String, "is_delta": pl.Boolean}
    return pl.DataFrame(told, schema=schema, orient="row")
