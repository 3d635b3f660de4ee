"""Plans as the register keeps them: what each is made from, what became of it, and what of it has moved. Without any engine."""

import hashlib
import json
from collections.abc import Collection, Mapping, Sequence
from dataclasses import asdict, replace
from importlib.metadata import version
from pathlib import Path
from typing import Any, Literal, NamedTuple

from flows.errors import ClaimsError, UsageRefused
from flows.materiality import bands_id
from flows.monthly.identity import digest
from flows.monthly.policy import Policy
from flows.monthly.survey import Survey, published_periods, survey
from flows.monthly.waiting import SHOWN_ID, Waiting
from flows.monthly.workplace import Workplace
from flows.periods import months_between
from warehouse.register.records import HeldBack, LeftOut, PlanRecord, PublicationRow

HOUSE = Path(__file__).parents[2]
ROOMS = tuple(HOUSE / name for name in ("flows", "expectations", "warehouse"))
CODE = (".py", ".sql", ".csv", ".yaml")
State = Literal["waiting", "applied", "stale"]
NOTHING = (0, "")  # the base of a plan for the first publication


class PlanStale(ClaimsError):
    """What the plan was made from is not what lies there now; nothing was published."""

    exit_code = 15

    def __init__(self, plan_id: str, moved: Sequence["Moved"]) -> None:
        what = "; ".join(dict.fromkeys(one.what for one in moved))
        where = ", ".join(dict.fromkeys(one.where for one in moved))
        super().__init__(f"plan {plan_id[:SHOWN_ID]} is stale, nothing was published: {what}", where, "make a new plan: claims plan")
        self.moved = tuple(moved)


class Moved(NamedTuple):
    """Something that is not as it was when the plan was made."""

    what: str
    where: str


class Base(NamedTuple):
    """The publication that a plan follows, by number and record hash."""

    number: int
    record_hash: str


def base_of(published: PublicationRow | None) -> Base:
    """The publication that stands."""
    return Base(*NOTHING) if published is None else Base(published.number, published.record_hash)


def inputs_shown(inputs_id: str, held: Sequence[str], base: Base) -> str:
    """The inputs of a publication that goes on showing these months as its base does: not the same as of one that shows them all anew."""
    return digest("inputs", inputs_id, "held", json.dumps(sorted(held)), base.record_hash) if held else inputs_id


def plan_id(inputs_id: str, base: Base, periods: Sequence[str], made_from: str, content_hash: str) -> str:
    """Names a plan by all it is made from (`made_from`: its ingredients) and by what it would show.

    What it releases of held months follows from its base.
    """
    return digest("plan", inputs_id, str(base.number), base.record_hash, json.dumps(sorted(periods)), made_from, content_hash)


def ingredients(workplace: Workplace, seen: Survey, left_out: Sequence[LeftOut] = ()) -> str:
    """What a plan is made from, by name, as JSON: to say later what moved. `left_out`: the periods that it leaves out."""
    extracts = {
        one.part_id: f"{one.arrival.period} {one.arrival.sender_code} {one.arrival.file_name} {one.arrival.arrival_id}"
        for one in seen.extracts.standing
    }
    out = {"left_out": [asdict(one) for one in left_out]} if left_out else {}
    return json.dumps({"conditions": _conditions(workplace), "extracts": extracts} | out, ensure_ascii=False)


def left_out_of(plan: PlanRecord) -> tuple[LeftOut, ...]:
    """The periods that this plan leaves out, since they did not pass the gate."""
    return tuple(LeftOut(**one) for one in json.loads(plan.ingredients).get("left_out", []))


def moved_since(workplace: Workplace, plan: PlanRecord) -> list[Moved]:
    """What is not as it was when the plan was made: the publication that stands, the landing zone, the extracts, the conditions."""
    return [*_publication_moved(workplace, plan), *inputs_moved(workplace, plan, look_closely(workplace, plan))]


def look_closely(workplace: Workplace, plan: PlanRecord) -> Survey:
    """The plan's periods as they lie there now; also what changed only a moment ago and would be left for later by a run."""
    settings = workplace.settings.model_copy(update={"settle_seconds": 0.0})
    return survey(_with_settings(workplace, settings), json.loads(plan.periods))


def inputs_moved(workplace: Workplace, plan: PlanRecord, seen: Survey) -> list[Moved]:
    """New extracts in the landing zone for the plan's periods, other extracts that stand, other conditions."""
    periods = set(json.loads(plan.periods))
    arrived = [one for one in seen.deliveries if f"{one.file.period:%Y-%m}" in periods]
    moved = [Moved("an extract has come or changed since", one.file.place) for one in arrived]
    before, now = json.loads(plan.ingredients), json.loads(ingredients(workplace, seen))
    moved += [Moved(f"{name} changed", _PLACES[name]) for name, what in now["conditions"].items() if before["conditions"].get(name) != what]
    if seen.inputs_id == plan.inputs_id or moved:
        return moved
    return _extracts_moved(before["extracts"], now["extracts"]) or [Moved("its inputs are others", "register/register.sqlite")]


def state_of(plan: PlanRecord, publications: Sequence[PublicationRow]) -> State:
    """What became of a plan, by the publications since: applied, stale since another stands, or waiting."""
    if applied_as(plan, publications) is not None:
        return "applied"
    return "waiting" if base_of(publications[-1] if publications else None) == (plan.base_number, plan.base_record_hash) else "stale"


def applied_as(plan: PlanRecord, publications: Sequence[PublicationRow]) -> PublicationRow | None:
    """The publication that this plan became."""
    after = (row for row in publications if row.number == plan.base_number + 1 and row.kind == "apply")
    return next((row for row in after if (row.inputs_id, row.content_hash) == (plan.inputs_id, plan.content_hash)), None)


def plan_named(workplace: Workplace, name: str) -> PlanRecord:
    """The plan of this id, or whose id alone begins so. Raises UsageRefused."""
    with workplace.register() as register:
        plans = register.plans()
    found = [plan for plan in plans if name and plan.plan_id.startswith(name.lower())]
    if len(found) == 1:
        return found[0]
    known = ", ".join(plan.plan_id[:SHOWN_ID] for plan in plans[-3:]) or "none"
    what = f"{len(found)} plans begin with {name}" if found else f"there is no plan {name}"
    raise UsageRefused(what, "register/register.sqlite", f"give more of its id; the last plans: {known}")


def known_plan(workplace: Workplace, seen: Survey) -> PlanRecord | None:
    """The last plan that was made of exactly this, on the publication that stands."""
    wanted = seen.inputs_id, *base_of(seen.published)
    with workplace.register() as register:
        made = [one for one in register.plans() if (one.inputs_id, one.base_number, one.base_record_hash) == wanted]
    return next((one for one in reversed(made) if one.ingredients == ingredients(workplace, seen, left_out_of(one))), None)


def waiting_plans(workplace: Workplace) -> list[Waiting]:
    """The last plan that a run left, where nothing has been published since."""
    with workplace.register() as register:
        plans, publications = register.plans(), register.publications()
        by_runs = {held.plan_id for held in register.held_back()}
    waiting = [plan for plan in plans if plan.plan_id in by_runs and state_of(plan, publications) == "waiting"]
    published = published_periods(publications[-1] if publications else None)
    return [in_short(plan, published) for plan in waiting[-1:]]


def waits_under(workplace: Workplace, seen: Survey, policy: Policy) -> Waiting | None:
    """The plan of a run that looked at exactly this under this policy and these conditions, and might publish nothing more."""
    base = base_of(seen.published)
    with workplace.register() as register:
        wanted = seen.inputs_id, base.number, base.record_hash, policy.policy_id
        left = [
            one.plan_id for one in register.held_back() if (one.inputs_id, one.base_number, one.base_record_hash, one.policy_id) == wanted
        ]
        plans = {plan.plan_id: plan for plan in register.plans()} if left else {}
    if not left or json.loads(plans[left[-1]].ingredients)["conditions"] != _conditions(workplace):
        return None  # apply would call it stale: a run leaves another
    return in_short(plans[left[-1]], published_periods(seen.published))


def keep(workplace: Workplace, plan: PlanRecord, policy: Policy | None = None) -> None:
    """Record a plan; with `policy`, that a run might publish nothing more under it."""
    with workplace.register() as register:
        register.keep_plan(plan)
        if policy is not None:
            register.keep_held_back(HeldBack(plan.inputs_id, plan.base_number, plan.base_record_hash, policy.policy_id, plan.plan_id))


def in_short(plan: PlanRecord, published: Collection[str]) -> Waiting:
    """The plan as reports tell it. `published`: the periods of the publication that it follows."""
    changes = json.loads(plan.changes)
    figures, below = changes["figures"], changes.get("below", [])
    money = [row for row in figures if row["measure"] == "amount_paid_idr" and float(row["difference"])]
    biggest = max(money, key=lambda row: abs(float(row["difference"])), default=None)
    shown = biggest and {name: biggest[name] for name in ("period", "benefit_type_code", "old", "new", "difference", "band")}
    months = tuple(sorted({row["period"] for row in (*figures, *below)}))
    return Waiting(plan.plan_id, months, len(figures), shown, _command_of(plan, published), below=tuple(below))


def _command_of(plan: PlanRecord, published: Collection[str]) -> str:
    """`claims plan` with the range that takes in exactly the plan's periods: published ones are taken in, whatever the range."""
    periods = sorted(json.loads(plan.periods))
    is_unbroken = periods == months_between(periods[0], periods[-1])
    others = sorted({*periods} - {*published}) or periods[-1:]
    within = periods if is_unbroken else others
    return f"claims plan {' '.join(dict.fromkeys((within[0], within[-1])))}"


def arrived_periods(workplace: Workplace) -> list[str]:
    """The periods of which anything has ever come, and the published ones."""
    with workplace.register() as register:
        published = register.last_publication()
        return sorted({one.period for one in register.arrivals()} | {*published_periods(published)})


_PLACES = {
    "the code, or a table": "transforms/, reference/",
    "the shape of the warehouse": "warehouse/schema/",
    "the table of senders": "reference/senders.csv",
    "the setting maturity_months": "CLAIMS_MATURITY_MONTHS, claims.toml",
    "the setting quarantine_share_limit": "CLAIMS_QUARANTINE_SHARE_LIMIT, claims.toml",
    "reference data moved: the table of materiality": "reference/materiality.csv",
    "the code of a publication": "flows/, expectations/, warehouse/",
    "the release of Great Expectations": "requirements.lock",
}


def _conditions(workplace: Workplace) -> dict[str, str]:
    settings = workplace.settings
    told = (
        workplace.fingerprint,
        workplace.schema_id,
        workplace.decisions.senders_id,
        str(settings.maturity_months),
        str(settings.quarantine_share_limit),
        bands_id(workplace.home.reference),
        _code_of_rooms(),
        version("great_expectations"),
    )
    return dict(zip(_PLACES, told, strict=True))


def _code_of_rooms() -> str:
    """The rooms whose code the fingerprint does not name, byte by byte, as they lie on disk now: a comment counts, too."""
    account = hashlib.sha256()
    for room in ROOMS:
        for path in sorted(one for one in room.rglob("*") if one.suffix in CODE):
            account.update(f"{room.name}/{path.relative_to(room).as_posix()}\0".encode() + path.read_bytes())
    return account.hexdigest()


def _extracts_moved(before: Mapping[str, str], now: Mapping[str, str]) -> list[Moved]:
    """Extracts that stand now and did not, or did and do not, and those that would be read otherwise: by what was decided about them."""
    came, gone = ({told for name, told in one.items() if name not in other} for one, other in ((now, before), (before, now)))
    told = [
        *(("extracts would be read otherwise", one) for one in came & gone),
        *(("an extract stands that did not", one) for one in came - gone),
        *(("an extract stands no more", one) for one in gone - came),
    ]
    first = {what: sorted(place for said, place in told if said == what) for what, _ in told}
    return [
        Moved(what, f"{places[0].rsplit(' ', 1)[0]}" + (f" and {len(places) - 1} more" if places[1:] else ""))
        for what, places in first.items()
    ]


def _publication_moved(workplace: Workplace, plan: PlanRecord) -> list[Moved]:
    """Another publication stands, by the file that readers open: its number or its record."""
    from warehouse.figures import standing_record
    from warehouse.publish import standing

    number = standing(workplace.home.warehouse)
    now = Base(*NOTHING) if number is None else Base(number, standing_record(workplace.home.current_file).record_hash)
    if now == (plan.base_number, plan.base_record_hash):
        return []
    what = f"publication {now.number or 'none'} stands, the plan follows {plan.base_number or 'none'}"
    same_number = f"publication {now.number} is not the one that the plan follows: its record is another"
    return [Moved(same_number if now.number == plan.base_number else what, str(Path("warehouse") / "current"))]


def _with_settings(workplace: Workplace, settings: Any) -> Workplace:  # noqa: ANN401 - Settings, copied
    return replace(workplace, settings=settings)
