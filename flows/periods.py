"""Calendar months, written 2022-07."""

from datetime import date


def first_day(period: str) -> date:
    """2022-07 as the first day of the month."""
    return date.fromisoformat(f"{period}-01")


def months_between(first: str, last: str) -> list[str]:
    """Every calendar month from `first` to `last`, both included."""
    start, end = (int(month[:4]) * 12 + int(month[5:7]) - 1 for month in (first, last))
    return [f"{n // 12:04d}-{n % 12 + 1:02d}" for n in range(start, end + 1)]
