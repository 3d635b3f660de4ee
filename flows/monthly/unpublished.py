"""What lies there and is not in the publication that stands, though every part is made: told from ids, without any engine."""

import json
from collections.abc import Collection, Iterator
from dataclasses import dataclass

from flows.arrivals.standing import Extract
from flows.monthly.left_out import gate_id
from flows.monthly.survey import Survey
from flows.monthly.workplace import Workplace
from warehouse.register.records import Condition, PublicationBasis

TAKEN_OUT = {
    "withdrawn": "it was withdrawn since it was published",
    "replaced": "another extract has taken its place since it was published",
    "contradicted": "it says that there is nothing, and an extract came before it",
}
NO_LONGER = "it stood in the publication that stands, and cannot be used any more"


@dataclass(frozen=True, slots=True)
class Unpublished:
    """Against the publication that stands. `came`: extracts that count and did not; `gone`: that counted and do not.

    `conditions`: a sentence for each other reason to publish; `counts_anew`: whether every month is counted again for one of them.
    """

    came: tuple[Extract, ...] = ()
    gone: tuple[Extract, ...] = ()
    conditions: tuple[str, ...] = ()
    counts_anew: bool = False


def unpublished(workplace: Workplace, seen: Survey) -> Unpublished:
    """How what was seen differs from what is published. A part that is still to be made is not looked at."""
    if seen.published is None:
        return Unpublished(came=_made(workplace, seen))
    with workplace.register() as register:
        basis = register.basis_shown(seen.published.number)
        condition = register.condition(basis.conditions_id) if basis else None
        out = [one.period for one in register.left_out(seen.published.number) if one.gate_id != gate_id()]
    if basis is None:
        return Unpublished(conditions=(f"what publication {seen.published.number} was made from was not recorded",), counts_anew=True)
    stood = {one.part_id: one.arrival_id for one in basis.parts}
    stands = {one.arrival.arrival_id for one in seen.extracts.standing}
    judged = {one.arrival.arrival_id: one for one in seen.extracts.judged}
    came = tuple(one for one in _made(workplace, seen) if one.part_id not in stood)
    gone = tuple(judged[arrival] for arrival in stood.values() if arrival not in stands and arrival in judged)
    away = {one.arrival.period for one in seen.extracts.of_claims if one.part_id in stood} - {month.period for month in basis.months}
    told = (*_conditions(workplace, basis, condition), *_held(basis, away), *_asked_again(out))
    if not (came or gone or told or seen.is_published):
        told = ("the manual corrections are not those it was made under",)
    return Unpublished(came, gone, told, counts_anew=condition is not None and condition.fingerprint != workplace.fingerprint)


def taken_out(extract: Extract) -> str:
    """Why an extract counts no more."""
    return TAKEN_OUT.get(extract.fate, NO_LONGER)


def payment_months(workplace: Workplace, part_ids: set[str]) -> set[str]:
    """The payment months of these parts (2022-07)."""
    with workplace.register() as register:
        made = register.parts()
    ledgers = [json.loads(made[one].ledger) for one in part_ids if one in made and made[one].ledger]
    return {month for ledger in ledgers for month in ledger["payment_months"]}


def _made(workplace: Workplace, seen: Survey) -> tuple[Extract, ...]:
    with workplace.register() as register:
        made = register.parts()
    return tuple(one for one in seen.extracts.standing if one.part_id in made)


def _conditions(workplace: Workplace, basis: PublicationBasis, then: Condition | None) -> Iterator[str]:
    """What shapes a publication besides its parts; of some of it only that it is another was recorded."""
    if basis.conditions_id == workplace.conditions_id:
        return
    now, found = workplace.condition, 0
    if then is not None and then.fingerprint != now.fingerprint:
        yield "the code, or a table of transforms/ or reference/, has changed: every month is counted anew"
        found += 1
    if then is not None and then.schema_id != now.schema_id:
        yield "the shape of the warehouse has changed"
        found += 1
    if then is not None and then.maturity_months != now.maturity_months:
        yield f"the setting maturity_months was {then.maturity_months} and is {now.maturity_months}"
        found += 1
    if not found:
        yield "the table of senders, the rules of the estimates, or a setting of disclosure has changed"


def _held(basis: PublicationBasis, away: Collection[str]) -> Iterator[str]:
    """`away`: months that left, and whose extracts stand again without being shown."""
    if held := sorted({*away, *(month.period for month in basis.months if month.is_held)}):
        yield f"what is held back of {', '.join(held)} is weighed again"


def _asked_again(periods: list[str]) -> Iterator[str]:
    if periods:
        yield f"the gate is another than the one that left out {', '.join(periods)}: it is asked again"
