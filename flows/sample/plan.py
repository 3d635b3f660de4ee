"""What is to be written, and what was."""

from collections.abc import Callable
from dataclasses import asdict, dataclass
from datetime import date

from flows.sample.errors import SampleRefused

PROFILES = ("national", "regency", "blora")
FORMATS = ("csv", "csv.gz", "xlsx", "parquet")
MOST_ROWS = 5_900_000  # claim serials have seven digits, with blocks of their own from 6,000,000 on
BEGINNING = date(2015, 7, 1)  # the day the programmes began in today's form (PP 44, 45 and 46/2015)
SCHOLARSHIPS = date(2021, 4, 1)  # Permenaker 5/2021


@dataclass(frozen=True, slots=True)
class SamplePlan:
    """What `claims sample` is asked for. `rows` is per sender and month (blora has its own size).

    `formats` takes the place of the senders' own formats, in turn.
    """

    first: date
    last: date
    senders: int = 3
    rows: int = 20_000
    seed: int = 7
    messy: bool = False
    profile: str = "national"
    formats: tuple[str, ...] | None = None
    participation: bool = False  # of the blora profile they are always made
    on_extract: Callable[[str], None] | None = None

    def __post_init__(self) -> None:
        _refuse(self.profile not in PROFILES, f"unknown profile {self.profile!r}", f"one of {', '.join(PROFILES)}")
        _refuse(not set(self.formats or ()) <= set(FORMATS), "unknown format", f"of {', '.join(FORMATS)}")
        _refuse(not 1 <= self.rows <= MOST_ROWS, f"{self.rows} rows per extract", f"1 to {MOST_ROWS:,}")
        _refuse(self.senders < 1, "no senders", "at least one")
        _refuse(self.first > self.last, f"{self.first:%Y-%m} lies after {self.last:%Y-%m}", "exchange first and last period")
        _refuse(self.first < BEGINNING, f"{self.first:%Y-%m} lies before the programmes began", "begin with 2015-07 or later")
        too_early = self.profile == "blora" and self.first < SCHOLARSHIPS
        _refuse(too_early, "the blora profile has scholarships", "begin with 2021-04 or later, when scholarships were first paid")

    @property
    def periods(self) -> list[date]:
        """First days of the months, in order."""
        months = range(self.first.year * 12 + self.first.month - 1, self.last.year * 12 + self.last.month)
        return [date(month // 12, month % 12 + 1, 1) for month in months]


@dataclass(frozen=True, slots=True)
class SampleSummary:
    """What was written."""

    periods: int
    extracts: int
    lines: int
    faults: int
    refused_files: int

    def to_dict(self) -> dict[str, int]:
        """For --json."""
        return asdict(self)

    def sentence(self) -> str:
        """For a person."""
        refused = f", {self.refused_files} of them unusable on purpose" if self.refused_files else ""
        return f"{self.extracts} extracts{refused}, {self.lines:,} lines and {self.faults:,} planted faults for {self.periods} periods"


def _refuse(is_wrong: bool, what: str, fix: str) -> None:  # noqa: FBT001 - reads as a sentence at its one caller
    if is_wrong:
        raise SampleRefused(what, fix)
