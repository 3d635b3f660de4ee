"""Which published figure is asked about: a payment month, and some of the columns that a mart is broken down by."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from datetime import date

import polars as pl

from flows.errors import UsageRefused

NONE = "none"  # in place of a code: the lines that name none
BENEFIT_MONTH, PROGRAMME_MONTH, REGION_MONTH = "claims_by_benefit_month", "claims_by_programme_month", "claims_by_benefit_month_region"
GRAIN = {  # mart -> what its rows are of, beside the period; the first that has all columns asked for shows the cell
    BENEFIT_MONTH: ("benefit_type_code",),
    PROGRAMME_MONTH: ("programme_code", "benefit_type_code", "benefit_component_code"),
    REGION_MONTH: ("benefit_type_code", "segment_code", "branch_code", "regency_code"),
    "claims_year_to_date": ("scope", "benefit_type_code", "regency_code"),
    "claims_final_by_benefit_month": ("benefit_type_code",),
}
OF_LINES = (BENEFIT_MONTH, PROGRAMME_MONTH, REGION_MONTH)  # the marts whose every row is of the lines paid in its month


@dataclass(frozen=True, slots=True)
class Cell:
    """Figures of one payment month (first day). A column left None is not asked about: all its codes together."""

    period: date
    benefit_type_code: str | None = None
    benefit_component_code: str | None = None
    programme_code: str | None = None
    segment_code: str | None = None
    branch_code: str | None = None
    regency_code: str | None = None

    @property
    def asked(self) -> Mapping[str, str | None]:
        """The columns asked about and their codes; None for lines that name none."""
        codes = {name: code for name, code in asdict(self).items() if name != "period" and code is not None}
        return {name: None if code == NONE else code for name, code in codes.items()}

    @property
    def mart(self) -> str:
        """The mart that shows it. Raises UsageRefused where none does."""
        for mart in OF_LINES:
            if self.asked.keys() <= set(GRAIN[mart]):
                return mart
        raise UsageRefused(
            "no mart shows programmes or components by segment, branch or regency, so there is no published figure to trace",
            "claims trace",
            "ask for --programme and --component, or for --segment, --branch and --regency",
        )

    @property
    def is_one_row(self) -> bool:
        """Whether it is one row of its mart; else several, whose distinct counts are no sums."""
        return self.asked.keys() == set(GRAIN[self.mart])

    def of(self, rows: pl.DataFrame) -> pl.DataFrame:
        """The rows of its mart that it is made of."""
        return rows.filter(pl.col("period") == self.period, *self._codes)

    @property
    def has(self) -> pl.Expr:
        """Whether a line (LINE) belongs to it."""
        return pl.all_horizontal(pl.col("payment_month") == self.period, *self._codes)

    @property
    def _codes(self) -> list[pl.Expr]:
        return [pl.col(name).eq_missing(pl.lit(code, dtype=pl.String)) for name, code in self.asked.items()]

    def __str__(self) -> str:
        return " ".join([f"{self.period:%Y-%m}", *(code or f"without {name}" for name, code in self.asked.items())])
