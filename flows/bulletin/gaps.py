"""What a span lacks: months that are not published, and senders that are not in. Such a span is told as it is and compared with none."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date

from flows.bulletin.wording import Wording
from warehouse.bulletin import State


@dataclass(frozen=True, slots=True)
class Gaps:
    """`asked` months, those of them that are not published, and those whose expected senders are not known to be all in."""

    asked: int
    missing: tuple[date, ...]
    late: tuple[State, ...]

    @property
    def published(self) -> int:
        """How many months are published."""
        return self.asked - len(self.missing)

    @property
    def is_none(self) -> bool:
        """Whether nothing lacks."""
        return not (self.missing or self.late)


def year_gaps(states: Iterable[State], last: date) -> Gaps:
    """What January to this month lacks."""
    return span_gaps(states, last.replace(month=1), last)


def span_gaps(states: Iterable[State], first: date, last: date) -> Gaps:
    """What these months of one year lack."""
    return _gaps(states, [last.replace(month=month) for month in range(first.month, last.month + 1)])


def month_gaps(states: Iterable[State], month: date) -> Gaps:
    """What this month lacks."""
    return _gaps(states, [month])


def _gaps(states: Iterable[State], months: list[date]) -> Gaps:
    known = {state.period: state for state in states}
    here = [known[month] for month in months if month in known]
    late = tuple(one for one in here if one.senders_expected is None or one.senders_received != one.senders_expected)
    return Gaps(len(months), tuple(month for month in months if month not in known), late)


def gap_text(gaps: Gaps, wording: Wording) -> str:
    """`9 of 11 months are published; May, September missing; July 1 of 2 senders`; '' where nothing lacks."""
    published = wording("gap_published", published=gaps.published, asked=gaps.asked)
    lone = gaps.asked == 1
    return "" if gaps.is_none else "; ".join([*([] if lone else [published]), *lacking(gaps, wording)])


def month_lacks(states: Iterable[State], month: date, before: date, wording: Wording) -> list[str]:
    """What the month, and that of the year before, lack; an unpublished one has figures nowhere."""
    known = tuple(states)
    lacks = [(wording.month(one), month_gaps(known, one)) for one in (month, before)]
    return _told([(name, gaps) for name, gaps in lacks if gaps.published], wording)


def year_lacks(states: Iterable[State], last: date, before: date, wording: Wording) -> list[str]:
    """What the year so far, and the same months of the year before, lack."""
    known = tuple(states)
    return _told([(wording.span(one.replace(month=1), one), year_gaps(known, one)) for one in (last, before)], wording)


def span_lacks(states: Iterable[State], first: date, last: date, name: str, wording: Wording) -> str:
    """What these months of one year lack, under the span's name; '' where nothing does."""
    gap = gap_text(span_gaps(states, first, last), wording)
    return wording("gap_of", span=name, gap=gap) if gap else ""


def _told(lacks: Iterable[tuple[str, Gaps]], wording: Wording) -> list[str]:
    told = [wording("gap_of", span=name, gap=gap_text(gaps, wording)) for name, gaps in lacks if not gaps.is_none]
    return [*told, wording("gap_incomparable")] if told else []


def lacking(gaps: Gaps, wording: Wording) -> Iterator[str]:
    """The months that are missing, and those with senders that are."""
    if gaps.missing:
        yield wording("gap_missing", months=", ".join(wording.month_name(month) for month in gaps.missing))
    if gaps.late:
        yield ", ".join(_late(state, wording) for state in gaps.late)


def _late(state: State, wording: Wording) -> str:
    month = wording.month_name(state.period)
    if state.senders_expected is None:
        return wording("gap_senders_unknown", month=month)
    return wording("gap_senders", month=month, received=state.senders_received or 0, expected=state.senders_expected)
