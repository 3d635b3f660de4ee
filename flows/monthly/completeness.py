"""Published months of which all senders are in now and were not, or the other way round: their cells without lines show 0, or nothing."""

from collections.abc import Iterable, Mapping
from datetime import date

from flows.periods import first_day
from warehouse.register.records import ShownMonth


def is_complete(month: ShownMonth) -> bool:
    """Whether every sender expected has delivered; nobody is expected where that is not known."""
    return bool(month.senders_expected) and {*month.senders_expected} <= {*month.senders_received}


def completeness_changed(then: Iterable[ShownMonth], now: Iterable[ShownMonth]) -> Mapping[date, str]:
    """The months shown then whose completeness is another now, each with its cause (transforms.mechanism.Cause).

    A month that is not shown is not complete.
    """
    after = {month.period: month for month in now}
    return {first_day(old.period): _cause(old, after.get(old.period)) for old in then if _differ(old, after.get(old.period))}


def _differ(then: ShownMonth, now: ShownMonth | None) -> bool:
    return is_complete(then) != (now is not None and is_complete(now))


def _cause(then: ShownMonth, now: ShownMonth | None) -> str:
    if now is not None and {*now.senders_expected} != {*then.senders_expected}:
        return "reference_changed"
    return "late_lines" if now is not None and is_complete(now) else "replaced_extract"
