"""A home filled by `claims sample` and loaded by `claims backfill`, with the truth that the sample left behind."""

import json
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from tests.acceptance.claims_home import ClaimsHome, Ended


@dataclass(frozen=True, slots=True)
class Sampled:
    """The home, its truth, and how the backfill ended."""

    home: ClaimsHome
    truth: dict[str, Any]
    backfill: Ended

    @property
    def true_figures(self) -> dict[tuple[str, str], tuple[int, int, int, Decimal]]:
        """(period, benefit type) -> claims, payments, participants, rupiah, as they truly are."""
        return {
            (total["period"][:7], total["benefit_type_code"]): (
                total["claim_count"],
                total["payment_count"],
                total["participant_count"],
                Decimal(total["amount_paid_idr"]),
            )
            for total in self.truth["totals"]
        }

    def planted(self, *outcomes: str) -> set[tuple[str, str | None, int | None, str, str]]:
        """(file, sheet, row, code, outcome) of every planted fault with one of these outcomes; file relative to landing/."""
        return {
            (fault["file"], fault["sheet"], fault["row"], fault["code"], fault["outcome"])
            for fault in self.truth["faults"]
            if fault["outcome"] in outcomes
        }

    def found(self, *outcomes: str) -> set[tuple[str, str | None, int | None, str, str]]:
        """The same as the pipeline tells it."""
        listed = self.home.done("quarantine", "list", "--all", "--json").result
        return {
            (f"{row['period'][:7]}/{row['sender']}/{row['file']}", row["sheet"], row["row"], row["code"], row["outcome"])
            for row in listed
            if row["outcome"] in outcomes
        }

    def refused(self) -> set[tuple[str, str]]:
        """(period/sender, code) of every extract that the backfill refused."""
        return {(f"{refusal['period'][:7]}/{refusal['sender_code']}", refusal["code"]) for refusal in self.backfill.result["refusals"]}


def sampled_home(home: ClaimsHome, first: str, last: str, *arguments: str) -> Sampled:
    """Sample from `first` to `last` and load it all as one publication."""
    home.done("sample", "--from", first, "--to", last, *arguments)
    backfill = home.claims("backfill", first, last, "--json")
    truth = json.loads((home.root / "truth.json").read_text(encoding="utf-8"))
    return Sampled(home, truth, backfill)
