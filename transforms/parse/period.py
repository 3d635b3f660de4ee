"""The month that an extract was delivered for."""

from datetime import date, timedelta


def last_day(period: date) -> date:
    """The last day of the period's month."""
    return (period.replace(day=28) + timedelta(days=4)).replace(day=1) - timedelta(days=1)
