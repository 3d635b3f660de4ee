"""The cells a file has no row of, as rows whose mark says why: the benefit type did not exist yet, nothing was paid, nothing is on record,
or not reported.

By month the country has a row for every benefit type that existed; places have rows only of what was paid there.
"""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from decimal import Decimal

from warehouse.bulletin import BenefitType, Figures, State

Spans = Mapping[date, Sequence[date]]  # the months of each period a row can be of
NONEXISTENT, ABSENT, NOT_REPORTED, SHOWN = "nonexistent", "absent", "not_reported", "shown"


def with_absent(rows: Iterable[Figures], types: Sequence[BenefitType], states: Iterable[State], spans: Spans) -> list[Figures]:
    """The rows of these spans, and one for each benefit type and span that has none."""
    known, own = {state.period: state for state in states}, [row for row in rows if row.period in spans]
    there = {(row.code, row.period) for row in own}
    lacking = [(one, period) for period in spans for one in types if (one.code, period) not in there]
    return own + [_absent(one, period, [known.get(month) for month in _of(one, spans[period])]) for one, period in lacking]


def _of(one: BenefitType, months: Sequence[date]) -> list[date]:
    """The months in which it existed."""
    return [month for month in months if month >= one.valid_from.replace(day=1)]


def _absent(one: BenefitType, period: date, months: Sequence[State | None]) -> Figures:
    mark = _mark(months)
    count, amount = (0, Decimal(0)) if mark == SHOWN else (None, None)
    settled = {state.maturity for state in months if state is not None}
    return Figures(
        relation="",  # it stands nowhere
        key=(),
        code=one.code,
        name_id=one.name_id,
        name_en=one.name_en,
        period=period,
        claim_count=count,
        payment_count=count,
        participant_count=count,
        amount_paid_idr=amount,
        maturity="provisional" if "provisional" in settled else "",
        senders_expected=None,
        senders_received=None,
        mark=mark,
    )


def _mark(months: Sequence[State | None]) -> str:
    """Nothing was paid only where all senders that are expected are known and in."""
    if not months:
        return NONEXISTENT
    known = [state for state in months if state is not None]
    if len(known) < len(months):
        return NOT_REPORTED
    if any(state.senders_expected is None for state in known):
        return ABSENT
    return SHOWN if all(state.senders_received == state.senders_expected for state in known) else NOT_REPORTED
