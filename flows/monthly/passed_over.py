"""What has come and does not count in what was asked for, and the gaps in what does: sentences for reports, told without any engine."""

from collections.abc import Collection, Iterable, Mapping, Sequence

from flows.gaps import told_gaps, told_unasked
from flows.monthly.extracts import extracts_of
from flows.monthly.survey import Survey
from flows.monthly.workplace import Workplace
from warehouse.register.records import Arrival, LeftOut, Resend

Desk = tuple[str, str]  # period, sender


def gaps_in(workplace: Workplace, seen: Survey, left_out: Iterable[LeftOut] = (), more: Collection[Desk] = ()) -> list[str]:
    """The gaps in the series of these extracts and of `more`. What was left out is told as that, and so is what was not asked for."""
    received = {(one.arrival.period, one.arrival.sender_code) for one in seen.extracts.of_claims} | {*more}
    unasked = _unasked(workplace, seen, max((period for period, _ in received), default=""))
    told = told_gaps(received, workplace.decisions, {*unasked, *(one.period for one in left_out)})
    return [*told, *told_unasked(unasked)]


def came_again(workplace: Workplace) -> list[str]:
    """The deliveries of bytes that a withdrawal had taken back: they are the same extract, and do not count."""
    with workplace.register() as register:
        judged, again = extracts_of(register, None, workplace.part_id).judged, register.resends()
    withdrawn = {one.arrival.arrival_id: one for one in judged if one.fate == "withdrawn"}
    told = ((withdrawn[one.arrival_id].arrival, one) for one in again if one.arrival_id in withdrawn)
    counting = [other.arrival for other in judged if other.arrival.kind != "withdrawal" or other.fate == "fulfilled"]
    found = (_sentence(first, one, counting) for first, one in told)
    return list(dict.fromkeys(sentence for sentence in found if sentence))


def _sentence(first: Arrival, again: Resend, arrivals: Sequence[Arrival]) -> str:
    """Where the same bytes came after the withdrawal that counts, and nothing else under that name since."""
    desk = [one for one in arrivals if (one.sender_code, one.period) == (first.sender_code, first.period)]
    by = [one for one in desk if one.kind == "withdrawal" and one.withdraws in (first.sha256, first.name_id)]
    if not by or again.seen_at < by[-1].arrived_at:
        return ""
    if any(one.file_name == again.file_name and one.arrival_id > by[-1].arrival_id for one in desk):
        return ""
    same = "" if again.file_name == first.file_name else f" (the bytes of {first.file_name})"
    return (
        f"{first.sender_code} {first.period} {again.file_name}{same} came again, but was withdrawn by {by[-1].file_name}: "
        f"it does not count (to let it count, withdraw the withdrawal: kind: withdrawal, withdraws: {by[-1].sha256})"
    )


def _unasked(workplace: Workplace, seen: Survey, newest: str) -> Mapping[str, Collection[str]]:
    """The periods before `newest`, neither asked for nor published, of which extracts lie there, with their senders."""
    with workplace.register() as register:
        standing = extracts_of(register, None, workplace.part_id).standing
    desks = [(one.arrival.period, one.arrival.sender_code) for one in standing]
    desks += [(f"{one.file.period:%Y-%m}", one.file.sender_code) for one in seen.deliveries]
    found: dict[str, set[str]] = {}
    for period, sender in desks:
        if period < newest and period not in seen.periods:
            found.setdefault(period, set()).add(sender)
    return found
