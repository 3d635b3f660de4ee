"""The monthly run as a Prefect flow: a table of contents. What each step does stands in the module it is imported from."""

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

from prefect import Task, flow
from prefect.cache_policies import NO_CACHE
from prefect.task_runners import ThreadPoolTaskRunner

from flows.home import Home
from flows.lock import only_writer
from flows.monthly.basis import record_of
from flows.monthly.by_hand import refuse_unknown_codes
from flows.monthly.by_period import make_parts, tells_left_out
from flows.monthly.candidate import make_candidate
from flows.monthly.gate import Gate, Passed, Steps, StillLeftOut
from flows.monthly.held import Decided, leave_as_it_stands, plan_held, shows_what_stands
from flows.monthly.intake import Intake, take_arrivals
from flows.monthly.left_out import keep_left_out, news_of
from flows.monthly.months import count_months, resolve_lines
from flows.monthly.outcome import Done, report_of, show_in_prefect
from flows.monthly.parts import unmade
from flows.monthly.policy import policy_of
from flows.monthly.publication import publish_sealed, remember_standing
from flows.monthly.report import RunReport
from flows.monthly.restated import offer
from flows.monthly.standstill import standstill, unchanged
from flows.monthly.survey import survey
from flows.monthly.workplace import Workplace, open_workplace
from flows.progress import current
from flows.settings import read_settings
from flows.unforeseen import wordless
from warehouse.record import Kind

# Nothing is cached by Prefect: content ids of our own say what need not be made again (law 1).
STEP: dict[str, Any] = {"cache_policy": NO_CACHE, "persist_result": False}
SHAKY: dict[str, Any] = {"retries": 2, "retry_delay_seconds": [1, 5]}  # what may lie on a share or beyond a network


THREADS: Any = ThreadPoolTaskRunner(max_workers=8)  # periods at a time; how many extracts is the setting `workers`

takes_arrivals = Task(wordless(take_arrivals), name="take arrivals", **STEP, **SHAKY)
resolves = Task(wordless(resolve_lines), name="resolve lines", **STEP)
weighs = Task(wordless(offer), name="weigh restatements", **STEP)
counts = Task(wordless(count_months), name="count months", **STEP)
makes_candidate = Task(wordless(make_candidate), name="build and check candidate", **STEP)
plans_held = Task(wordless(plan_held), name="plan what is held back", **STEP)
leaves_as_it_stands = Task(wordless(leave_as_it_stands), name="leave what stands", **STEP)
publishes = Task(wordless(publish_sealed), name="publish", **STEP)
STEPS = Steps(resolves, weighs, counts, makes_candidate, lambda one: tells_left_out(one.period, one.what, return_state=True))


def run_name() -> str:
    """`claims 2022-07`, `claims 2022-01 to 2022-07` for a backfill, `late claims` where no period is asked for."""
    from prefect.runtime import flow_run

    periods = flow_run.parameters["periods"]
    return f"claims {' to '.join(dict.fromkeys((periods[0], periods[-1])))}" if periods else "late claims"


@flow(name="claims-run", flow_run_name=run_name, task_runner=THREADS, validate_parameters=False, persist_result=False)
def claims_run(
    home: str,
    periods: list[str],
    kind: Kind = "run",
    restate: bool = False,  # noqa: FBT001, FBT002 - a flow's parameter
    all_or_nothing: bool = False,  # noqa: FBT001, FBT002 - as above
) -> RunReport:
    """Bring these periods, and what is late for published ones, into the warehouse."""
    return load_periods(Path(home), periods, kind, restate=restate, all_or_nothing=all_or_nothing)


@wordless
def load_periods(home: Path, periods: Sequence[str], kind: Kind, *, restate: bool = False, all_or_nothing: bool = False) -> RunReport:
    """The run itself, to be called within a flow. One writer at a time; safe to repeat, and to kill and repeat."""
    settings = read_settings(home)
    Home(settings.home).prepare()
    with only_writer(Home(settings.home).lock, settings.lock_wait_seconds, current().tell):
        workplace = open_workplace(home)
        remember_standing(workplace)
        refuse_unknown_codes(workplace.decisions.corrections)
        intake = takes_arrivals(workplace)
        made = _clean(workplace, survey(workplace, periods).periods)
        seen, lines = survey(workplace, periods), None
        while lines is None:  # what contradicts each other is left out, and the rest is looked at again
            if (report := standstill(workplace, seen, periods, intake, restate=restate, all_or_nothing=all_or_nothing)) is not None:
                return report
            lines = resolves(workplace, seen.extracts)
            seen = survey(workplace, periods)
        gate = Gate(workplace, STEPS, policy_of(settings, restate=restate), kind, all_or_nothing)
        try:
            passed = gate.passed(seen, lines)
        except StillLeftOut as still:
            keep_left_out(workplace, still.left_out)
            return unchanged(workplace, seen, intake, still.left_out)
        news = news_of(workplace, passed.left_out)
        return replace(_published(gate, passed, intake, made, periods), newly_left_out=news)


def _published(gate: Gate, passed: Passed, intake: Intake, made: list[str], periods: Sequence[str]) -> RunReport:
    """Publish what passed the gate, or leave what stands where nothing of it may be shown, and keep as a plan what is held back."""
    workplace, sealed = gate.workplace, passed.sealed
    decided = Decided(passed.seen, passed.offered, gate.policy, passed.left_out)
    if passed.offered.held and shows_what_stands(workplace, sealed):
        keep_left_out(workplace, passed.left_out)
        return leaves_as_it_stands(workplace, sealed, decided, intake)
    basis = record_of(sealed.number, passed.offered.lines, workplace.conditions_id, passed.seen.inputs_id)
    public = publishes(workplace, sealed, basis, passed.left_out)
    done = Done(passed.seen, intake, made, passed.months, sealed, passed.left_out)
    report = report_of(workplace, done, periods)
    show_in_prefect(workplace, report, sealed)
    return replace(report, waits=plans_held(workplace, decided), public=public.sentence)


def _clean(workplace: Workplace, periods: Sequence[str]) -> list[str]:
    """Make the missing parts; where a correction turns out unusable, what it meant to replace stands again and is looked at next."""
    made: list[str] = []
    while missing := unmade(workplace, periods):
        records = make_parts(workplace, missing)
        made += [record.part_id for record in records if record.outcome == "clean"]
    return made
