"""How good the data behind the month is: what came, what was set aside and why, which checks warned, how settled months are."""

from collections.abc import Mapping, Sequence
from decimal import Decimal

from flows.bulletin.elements import Cell, Row, Section, Table
from flows.bulletin.figures import name_of, ordered
from flows.bulletin.wording import Wording
from warehouse.bulletin import Facts, State
from warehouse.bulletin_quality import Received

FATES = ("rows_read", "accepted", "not_a_payment", "quarantined", "duplicate", "furniture")
Meanings = Mapping[str, tuple[str, str]]  # code -> severity, sentence
_HUNDRED = Decimal(100)
_RECENT = 12


def quality_section(facts: Facts, meanings: Meanings, wording: Wording) -> Section:
    """Received, quarantined, warnings."""
    month = wording.month(facts.period)
    lead = _lead(facts, wording) if _of_claims(facts) else wording("quality_none", month=month)
    paragraphs = [
        lead,
        *([wording("quality_scope")] if facts.regency_code else []),
        *([] if facts.warnings else [wording("warnings_none")]),
    ]
    tables = [_received(facts, wording)] if facts.received else []
    tables += [_codes(facts, meanings, wording)] if facts.codes else []
    tables += [_warnings(facts, wording)] if facts.warnings else []
    return Section("quality", wording("quality_section"), tuple(paragraphs), tables=tuple(tables))


def _lead(facts: Facts, wording: Wording) -> str:
    claims = _of_claims(facts)
    sums = {name: sum(getattr(one, name) for one in claims) for name in (*FATES, "extracts", "refused")}
    counts = {"extracts": sums["extracts"], "senders": len(claims), "rows": sums["rows_read"], "accepted": sums["accepted"]}
    nouns = {name: wording(f"quality_{name}", count=count) for name, count in counts.items()}
    refused = wording("quality_refused", count=sums["refused"]) if sums["refused"] else ""
    share = wording.percent(Decimal(sums["quarantined"]) * _HUNDRED / Decimal(sums["rows_read"] or 1), 2)
    month, quarantined = wording.month(facts.period), sums["quarantined"]
    return wording("quality_lead", month=month, refused=refused, quarantined=quarantined, share=share, **nouns)


def _received(facts: Facts, wording: Wording) -> Table:
    measures, claims = ("extracts", "refused", *FATES), _of_claims(facts)
    rows = [_sender(one.sender_code, one, measures, wording) for one in claims]
    sums = [_count(sum(getattr(one, name) for one in claims), wording) for name in measures]
    sums.append(_rupiah(sum((one.amount_quarantined_idr for one in claims), Decimal(0)), wording))
    rows += [Row(wording("all_senders"), tuple(sums), is_total=True)] if claims else []
    others = [one for one in facts.received if one not in claims]
    rows += [_sender(wording("participation_of", sender=one.sender_code), one, measures, wording) for one in others]
    headings = tuple(wording(key) for key in ("sender", "extracts", "refused_extracts", *FATES, "quarantined_amount"))
    return Table(wording("received_caption", month=wording.month(facts.period)), headings, tuple(rows), frozenset(range(len(sums))))


def _of_claims(facts: Facts) -> list[Received]:
    """Without participation: its rows are no payments."""
    return [one for one in facts.received if one.contract != "participation"]


def _sender(heading: str, one: Received, measures: Sequence[str], wording: Wording) -> Row:
    counts = (_count(getattr(one, name), wording) for name in measures)
    return Row(heading, (*counts, _rupiah(one.amount_quarantined_idr, wording)))


def _codes(facts: Facts, meanings: Meanings, wording: Wording) -> Table:
    rows = [_code_row(code, lines, meanings, wording) for code, lines in facts.codes]
    headings = tuple(wording(key) for key in ("code", "lines", "severity", "meaning"))
    return Table(wording("codes_caption", month=wording.month(facts.period)), headings, tuple(rows), frozenset((0,)), is_folded=True)


def _code_row(code: str, lines: int, meanings: Meanings, wording: Wording) -> Row:
    severity, sentence = meanings.get(code, ("", ""))
    told = wording(severity) if severity in ("error", "warning") else severity
    return Row(code, (_count(lines, wording), Cell(told, is_number=False), Cell(sentence, is_number=False)))


def _warnings(facts: Facts, wording: Wording) -> Table:
    named = ((" ".join(filter(None, (one.expectation, one.column))), one.observed or "", one.notes or "") for one in facts.warnings)
    rows = [Row(name, (Cell(observed, is_number=False), Cell(notes, is_number=False))) for name, observed, notes in named]
    headings = tuple(wording(key) for key in ("check", "observed", "meaning"))
    return Table(wording("warnings_caption"), headings, tuple(rows))


def _count(count: int, wording: Wording) -> Cell:
    return Cell(wording.count(count), count)


def _rupiah(amount: Decimal, wording: Wording) -> Cell:
    return Cell(wording.plain_rupiah(amount), amount)


def maturity_section(facts: Facts, wording: Wording) -> Section:
    """Which months are final, whose senders lack, and how much of the newest is thought to be in."""
    lead = wording("maturity_lead", months=facts.publication.maturity_months)
    told = [lead] if facts.regency_code else [lead, *_completion(facts, wording)]
    return Section("maturity", wording("maturity_section"), tuple(told), tables=(states_table(facts.states, wording),))


def states_table(states: Sequence[State], wording: Wording) -> Table:
    """The last months, newest first: provisional or final, and how many of the expected senders are in."""
    rows = tuple(_state_row(state, wording) for state in reversed(states[-_RECENT:]))
    return Table(wording("maturity_caption"), tuple(wording(key) for key in ("month", "state", "senders")), rows)


def _state_row(state: State, wording: Wording) -> Row:
    settled = Cell(wording(state.maturity), is_number=False, is_provisional=state.maturity == "provisional")
    return Row(wording.month(state.period), (settled, Cell(senders_in(state, wording), is_number=False)))


def senders_in(state: State, wording: Wording) -> str:
    """`1 of 2`; how many are in says nothing where it is not known how many should be."""
    if state.senders_expected is None:
        return wording("senders_unknown")
    return wording("of", received=state.senders_received or 0, expected=state.senders_expected)


def _completion(facts: Facts, wording: Wording) -> list[str]:
    """The estimate by benefit type, with its bounds left to the mart; nothing of a month that is final."""
    month = wording.month(facts.period)
    shares = {one.benefit_type_code: one.share for one in facts.completion if one.share is not None and one.state == "estimated"}
    if not facts.completion:
        return []
    rows = ordered(row for row in facts.months if row.period == facts.period and row.code in shares)
    percents = ((row, min(Decimal(str(shares[row.code or ""])), Decimal(1)) * _HUNDRED) for row in rows)
    items = [wording("completion_item", name=name_of(row, wording), share=wording.percent(share)) for row, share in percents]
    return [wording("completion_lead", month=month, items=wording.listed(items))] if items else [wording("completion_none", month=month)]
