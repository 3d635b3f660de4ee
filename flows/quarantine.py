"""What was set aside, across the standing extracts: the findings of each part and of all together, with the file each came from."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

import polars as pl

from flows.across import across, standing_now
from flows.arrivals.standing import Extract
from flows.monthly.parts import files_of
from flows.monthly.workplace import Workplace
from transforms.across import OF_PART
from transforms.quarantine import read_findings, rule_sentences

PLACE = ("period", "sender", "file", "sheet", "row")
SHOWN = (*PLACE, "code", "outcome", "claim_id", "payment_id", "sentence", "column", "pattern", "amount_paid_idr")

RUPIAH = (pl.col("amount_paid_sen").cast(pl.Decimal(18, 0)) / 100).cast(pl.Decimal(18, 2))


@dataclass(frozen=True, slots=True)
class Choice:
    """Which findings are asked for. `with_all`: warnings, duplicates, late and superseded lines too."""

    period: date | None = None
    sender: str | None = None
    code: str | None = None
    with_all: bool = False

    def takes(self, extract: Extract) -> bool:
        """Whether this extract's findings are asked for."""
        is_of_period = self.period is None or extract.arrival.period == f"{self.period:%Y-%m}"
        return is_of_period and self.sender in (None, extract.arrival.sender_code)

    @property
    def wanted(self) -> pl.Expr:
        """Which findings of those extracts."""
        outcome = pl.lit(True) if self.with_all or self.code else pl.col("outcome") == "quarantined"
        return outcome & (pl.col("code") == self.code) if self.code else outcome


def findings(workplace: Workplace, choice: Choice) -> list[dict[str, Any]]:
    """One row per line and code, in the order of period, sender, file and row."""
    extracts = standing_now(workplace)
    chosen = [extract for extract in extracts if choice.takes(extract)]
    own = [_own(workplace, extract) for extract in chosen]
    between = [across(workplace, extracts)] if choice.with_all or choice.code else []
    found = pl.concat([OF_PART.to_frame().lazy(), *own, *between]).filter(choice.wanted)
    told = (
        found.join(_places(chosen), on="part_id")
        .join(_sentences(), on="code", how="left")
        .with_columns(row="source_row", amount_paid_idr=RUPIAH)
    )
    return told.select(SHOWN).sort("period", "sender", "file", "sheet", "row", "code").collect().to_dicts()


def _own(workplace: Workplace, extract: Extract) -> pl.LazyFrame:
    rows = read_findings([files_of(workplace, extract.part_id).findings])
    return rows.with_columns(part_id=pl.lit(extract.part_id)).select(OF_PART.names())


def _places(extracts: Sequence[Extract]) -> pl.LazyFrame:
    rows = [(each.part_id, each.arrival.period, each.arrival.sender_code, each.arrival.file_name) for each in extracts]
    return pl.LazyFrame(rows, schema=dict.fromkeys(("part_id", "period", "sender", "file"), pl.String), orient="row")


def _sentences() -> pl.LazyFrame:
    return rule_sentences().lazy().select("code", sentence="sentence_en")
