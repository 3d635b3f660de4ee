"""Periods that a publication leaves out: their extracts stand as in the publication before, or, never published, not at all."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import replace
from functools import cache
from importlib.metadata import version
from pathlib import Path

from flows.arrivals.standing import Extract
from flows.monthly.identity import digest
from flows.monthly.survey import Survey
from flows.monthly.workplace import Workplace
from warehouse.register.records import LeftOut, PublicationBasis, StandingPart

HOUSE = Path(__file__).parents[2]
SUITES = (".py", ".sql", ".csv", ".yaml")


def without(workplace: Workplace, seen: Survey, periods: Collection[str], *, is_planned: bool = False) -> Survey | None:
    """What would be published without the newest extracts of these periods; None where that is nothing, or nothing new.

    `is_planned`: that it is something new was found when it was planned.
    """
    with workplace.register() as register:
        basis = register.basis_shown(seen.published.number) if seen.published else None
        arrivals = {one.arrival_id: one for one in register.arrivals()}
    if seen.published and basis is None:
        return None
    known = {one.arrival.arrival_id: one.classification for one in seen.extracts.judged}
    stood = [
        Extract(arrivals[one.arrival_id], one.part_id, known.get(one.arrival_id, "new"), order=(one.revision, one.arrival_order))
        for one in (basis.parts if basis else ())
        if arrivals[one.arrival_id].period in periods
    ]
    kept = tuple(sorted([*_of_others(seen, periods), *stood], key=lambda one: one.arrival.arrival_id))
    if not kept or (not is_planned and basis is not None and _is_as_before(workplace, kept, basis)):
        return None
    return replace(seen, extracts=replace(seen.extracts, standing=kept))


def left_out_by(workplace: Workplace, seen: Survey) -> tuple[LeftOut, ...]:
    """What the publication that stands left out; asked of one that was made from exactly these extracts."""
    if seen.published is None:
        return ()
    with workplace.register() as register:
        return register.left_out(seen.published.number)


def is_decided(workplace: Workplace, seen: Survey) -> bool:
    """Whether exactly this is published, and what it leaves out was found not to pass by the gate as it is now."""
    return seen.is_published and all(one.gate_id == gate_id() for one in left_out_by(workplace, seen))


@cache
def gate_id() -> str:
    """Names the gate: its suites and code, byte by byte, and the release of Great Expectations. No id of a part or figure depends on it."""
    files = [path for path in sorted((HOUSE / "expectations").rglob("*")) if path.suffix in SUITES]
    texts = [path.read_text(encoding="utf-8") for path in (*files, HOUSE / "flows/monthly/candidate.py")]
    return digest("gate", version("great_expectations"), *texts)


def keep_left_out(workplace: Workplace, left_out: Iterable[LeftOut]) -> None:
    """Have what stands be known to leave out these: a run that changed nothing else found them."""
    with workplace.register() as register:
        if (stands := register.last_publication()) is not None:
            register.keep_left_out(stands.number, left_out)


def news_of(workplace: Workplace, left_out: Iterable[LeftOut]) -> tuple[str, ...]:
    """The periods that the publication that stands does not leave out, or not for this reason. Ask before they are kept."""
    with workplace.register() as register:
        stands = register.last_publication()
        before = register.left_out(stands.number) if stands else ()
    known = {(one.period, one.what) for one in before}
    return tuple(one.period for one in left_out if (one.period, one.what) not in known)


def told(reasons: Mapping[str, Iterable[tuple[str, str, str]]]) -> tuple[LeftOut, ...]:
    """The periods with what, where and fix of every reason in one line each."""
    rows = []
    for period, found in sorted(reasons.items()):
        what, place, fix = ("; ".join(dict.fromkeys(texts)) for texts in zip(*found, strict=True))
        rows.append(LeftOut(period, what, place, fix, gate_id()))
    return tuple(rows)


def _of_others(seen: Survey, periods: Collection[str]) -> list[Extract]:
    return [one for one in seen.extracts.standing if one.arrival.period not in periods]


def _is_as_before(workplace: Workplace, kept: Iterable[Extract], basis: PublicationBasis) -> bool:
    stands = {StandingPart(one.part_id, one.arrival.arrival_id, one.order[1], one.order[0]) for one in kept}
    is_held = any(month.is_held for month in basis.months)  # the same extracts have more to show, where somebody lets them
    return stands == set(basis.parts) and not is_held and workplace.conditions_id == basis.conditions_id
