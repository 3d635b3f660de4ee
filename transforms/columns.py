"""The columns of each contract by what they hold. No engine is imported here: a correction is checked against them before any is."""

from collections.abc import Collection
from dataclasses import dataclass

EVENT_DATES = ("contingency_date", "submission_date", "determination_date")
DATES = (*EVENT_DATES, "payment_date")
# Coded column of a claims extract -> the name of what its own text says; what the line is about is worked out from these.
CODED = {
    "programme_code": "programme_named",
    "benefit_type_code": "benefit_named",
    "benefit_component_code": "benefit_component_code",
    "segment_code": "segment_code",
    "regency_code": "regency_code",
    "branch_code": "branch_named",
    "status": "status",
    "payment_type": "payment_type_named",
}
# Coded column -> the table and column that define its codes.
CODED_COLUMNS = {
    "programme_code": ("programmes", "programme_code"),
    "benefit_type_code": ("benefit_types", "benefit_type_code"),
    "benefit_component_code": ("benefit_components", "benefit_component_code"),
    "segment_code": ("segments", "segment_code"),
    "status": ("statuses", "status"),
    "payment_type": ("payment_types", "payment_type"),
    "regency_code": ("regions", "regency_code"),
    "branch_code": ("branches", "branch_code"),
    "worker_group_code": ("worker_groups", "worker_group_code"),
    "source_code": ("registration_sources", "source_code"),
}


@dataclass(frozen=True, slots=True)
class Columns:
    """The columns that an extract of a contract may have, and the parts they play for whoever reads it.

    `required`, and of `one_of` one at least. `names`: where a line says what it is about; a total's words may stand in place of it.
    `day`: its date ('' for none); `amount`: the figure that totals are of; `texts`: all others but the dates of events.
    """

    contract: str
    required: tuple[str, ...]
    one_of: tuple[str, ...]
    names: tuple[str, ...]
    day: str
    amount: str
    texts: tuple[str, ...]
    is_money: bool = True
    has_status: bool = False  # whether a word of a title may say that the lines do not count

    def has(self, column: str) -> bool:
        """Whether the contract knows this column."""
        return column in self.texts or column == self.amount or (bool(self.day) and column in DATES)


CLAIMS_COLUMNS = Columns(
    contract="claims",
    required=("claim_id", "payment_date", "amount_paid_idr"),
    one_of=("programme_code", "benefit_type_code"),
    names=("claim_id",),
    day="payment_date",
    amount="amount_paid_idr",
    texts=(
        "claim_id",
        "payment_id",
        "programme_code",
        "benefit_type_code",
        "benefit_component_code",
        "segment_code",
        "participant_nik",
        "participant_kpj",
        "participant_name",
        "beneficiary_name",
        "beneficiary_account",
        "employer_npp",
        "employer_name",
        "branch_code",
        "regency_code",
        "status",
        "payment_type",
        "original_payment_id",
    ),
    has_status=True,
)
# How many were insured at the end of a month, by place and segment; of them, where a line says so, of a group of vulnerable workers.
PARTICIPATION_COLUMNS = Columns(
    contract="participation",
    required=("regency_code", "segment_code", "participant_count"),
    one_of=(),
    names=("regency_code", "segment_code"),
    day="",
    amount="participant_count",
    texts=("regency_code", "segment_code", "branch_code", "worker_group_code", "source_code", "stock_month"),
    is_money=False,
)
CONTRACTS = (CLAIMS_COLUMNS, PARTICIPATION_COLUMNS)


def columns_of(found: Collection[str]) -> Columns:
    """The contract that an extract with these columns keeps: that of the figure it has; claims where there is doubt."""
    of_amount = (one for one in CONTRACTS if one.amount in found and "claim_id" not in found)
    return next(of_amount, CLAIMS_COLUMNS)
