"""The parts of a run, period by period: one task run each, that one can read in Prefect's pages."""

from collections.abc import Sequence
from itertools import groupby
from typing import Any

from prefect import Task
from prefect.cache_policies import NO_CACHE
from prefect.client.schemas.objects import State, StateType
from prefect.futures import PrefectFuture, wait

from flows.arrivals.standing import Extract
from flows.monthly.workers import Makers, makers
from flows.monthly.workplace import Workplace
from flows.unforeseen import wordless
from warehouse.register.records import PartRecord

PERIOD_TAG = "claims-period"  # `prefect concurrency-limit create claims-period 4`: so many periods at a time, over all homes
REFUSED = "Refused"  # the name of the state of a period of which no extract is usable


def clean_period(at_work: Makers, extracts: Sequence[Extract], records: list[PartRecord]) -> State[Any] | str:
    """Make the parts of one period, told in `records`. A period of which every extract is refused ends as failed."""
    making = [at_work.make(extract) for extract in extracts]
    made = [one.result() for one in making]
    records += made
    usable = sum(record.outcome == "clean" for record in made)
    if usable:
        return f"{usable} of {len(made)} usable"
    return State(type=StateType.FAILED, name=REFUSED, message=f"all {len(made)} extracts of the period were refused: claims status")


def period_name() -> str:
    """`period 2022-07: 5 extracts`."""
    from prefect.runtime import task_run

    extracts: Sequence[Extract] = task_run.parameters["extracts"]
    return f"period {extracts[0].arrival.period}: {len(extracts)} extract{'s' if len(extracts) > 1 else ''}"


cleans_period = Task(
    wordless(clean_period), name="clean period", task_run_name=period_name, tags=[PERIOD_TAG], cache_policy=NO_CACHE, persist_result=False
)


def _left_out(period: str, what: str) -> State[Any]:
    del period  # it names the task run
    return State(type=StateType.FAILED, name="Left out", message=what)


tells_left_out = Task(
    _left_out, name="leave out period", task_run_name="period {period}: left out", cache_policy=NO_CACHE, persist_result=False
)


def make_parts(workplace: Workplace, missing: Sequence[Extract]) -> list[PartRecord]:
    """Make these parts, one task run per period. What is wrong with more than an extract is raised when all periods have ended."""
    records: list[PartRecord] = []
    with makers(workplace, missing) as at_work:
        by_period = sorted(missing, key=lambda one: one.arrival.period)
        futures = [
            cleans_period.submit(at_work, list(extracts), records) for _, extracts in groupby(by_period, key=lambda one: one.arrival.period)
        ]
        wait(futures)
    _raise_failures(futures)
    return records


def _raise_failures(futures: Sequence[PrefectFuture[Any]]) -> None:
    for future in futures:
        if future.state.name != REFUSED:
            future.result()
