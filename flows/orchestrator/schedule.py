"""Which month a scheduled run is for."""

from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from transforms.zone import AGENCY_ZONE


def scheduled_period(scheduled_start: datetime, zone: str = AGENCY_ZONE) -> date:
    """The month before the scheduled time, as its first day; of a late or retried run too, which keeps its scheduled time.

    The zone comes first: 1 October 00:30 in Jakarta is still September in UTC. A time without a zone is refused (ValueError).
    """
    if scheduled_start.tzinfo is None:
        raise ValueError("a scheduled time needs its zone")
    first_of_month = scheduled_start.astimezone(ZoneInfo(zone)).date().replace(day=1)
    return (first_of_month - timedelta(days=1)).replace(day=1)
