"""Gaps: periods in the middle of a series for which nothing came, found without being asked for. Needs no engine."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass

from flows.decisions import SiteDecisions
from flows.periods import months_between


@dataclass(frozen=True, slots=True)
class Gap:
    """Nothing usable for `period`, though there is before and after. `sender_code`: whose; None: of nobody at all."""

    period: str
    sender_code: str | None

    @property
    def sentence(self) -> str:
        """What is missing."""
        if self.sender_code is None:
            return f"gap: no usable extract of any sender for {self.period}, though there are before and after"
        return f"gap: no usable extract of {self.sender_code} for {self.period}, though there are before and after"


def gaps(received: Iterable[tuple[str, str]], decisions: SiteDecisions, apart_from: Collection[str] = ()) -> list[Gap]:
    """The gaps in what was received, (period, sender) each. A month for which the table of senders does not have one is none."""
    senders: dict[str, set[str]] = {}
    for period, sender in received:
        senders.setdefault(period, set()).add(sender)
    if not senders:
        return []
    found: list[Gap] = []
    for period in months_between(min(senders), max(senders)):
        if period in apart_from:
            continue
        if period not in senders:
            found.append(Gap(period, None))
            continue
        before, after = (_of(senders, others) for others in ([p for p in senders if p < period], [p for p in senders if p > period]))
        missing = (before & after) - senders[period]
        found += [Gap(period, sender) for sender in sorted(missing) if _delivers(sender, period, decisions)]
    return found


def _of(senders: Mapping[str, set[str]], periods: Iterable[str]) -> set[str]:
    return {sender for period in periods for sender in senders[period]}


def _delivers(sender: str, period: str, decisions: SiteDecisions) -> bool:
    """Unless the table of senders knows it, and not for this period."""
    own = [row for row in decisions.senders if row.get("sender_code") == sender]
    return not own or any(
        (row.get("valid_from") or "")[:7] <= period and (not row.get("valid_to") or row["valid_to"][:7] >= period) for row in own
    )
