"""Gaps: periods in the middle of a series for which nothing came, found without being asked for. Needs no engine."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass

from flows.decisions import SiteDecisions
from flows.periods import months_between


@dataclass(frozen=True, slots=True)
class Gap:
    """Nothing usable of `sender_code` for `period`, though there is before and after."""

    period: str
    sender_code: str


def gaps_by_sender(received: Collection[tuple[str, str]], decisions: SiteDecisions) -> list[Gap]:
    """The holes in every sender's series, of (period, sender) received. A month for which the table of senders has none is no hole."""
    series: dict[str, set[str]] = {}
    for period, sender in received:
        series.setdefault(sender, set()).add(period)
    missing = (
        Gap(period, sender)
        for sender, periods in sorted(series.items())
        for period in months_between(min(periods), max(periods))
        if period not in periods
    )
    return sorted((gap for gap in missing if _delivers(gap, decisions)), key=lambda gap: (gap.period, gap.sender_code))


def told_gaps(received: Collection[tuple[str, str]], decisions: SiteDecisions, apart_from: Collection[str] = ()) -> list[str]:
    """One sentence for each period in the middle of what was received (period, sender) that nobody, or not everybody, delivered for."""
    whole = {period for period, _ in received}
    holes: dict[str, list[str]] = {
        period: []
        for period in (months_between(min(whole), max(whole)) if whole else ())
        if period not in whole and period not in apart_from
    }
    for gap in gaps_by_sender(received, decisions):
        if gap.period in whole and gap.period not in apart_from:
            holes.setdefault(gap.period, []).append(gap.sender_code)
    return [_sentence(period, senders) for period, senders in sorted(holes.items())]


def told_unasked(senders: Mapping[str, Collection[str]]) -> list[str]:
    """One sentence for each period of which extracts have come, from these senders, and that was not asked for."""
    return [
        f"{period} is not among what was asked for, though extracts of {', '.join(sorted(own))} have come: "
        f"claims run --period {period}, or a backfill that includes it"
        for period, own in sorted(senders.items())
    ]


def _sentence(period: str, senders: Iterable[str]) -> str:
    whose = ", ".join(senders) or "any sender"
    return f"gap: no usable extract of {whose} for {period}, though there are before and after"


def _delivers(gap: Gap, decisions: SiteDecisions) -> bool:
    """Unless the table of senders knows it, and not for this period."""
    own = [row for row in decisions.senders if row.get("sender_code") == gap.sender_code]
    spans = (((row.get("valid_from") or "")[:7], (row.get("valid_to") or "9999")[:7]) for row in own)
    return not own or any(first <= gap.period <= last for first, last in spans)
