"""What `claims run` and `claims backfill` do around the flow: the light way out when nothing has changed, else Prefect."""

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from threading import Thread
from time import monotonic
from typing import Literal

from flows.bulletin.after_publication import bulletin_after
from flows.errors import ClaimsError
from flows.export.automatic import export_by_itself
from flows.home import Home
from flows.lock import only_writer
from flows.monthly.astray import refuse_astray
from flows.monthly.report import RunReport
from flows.monthly.standstill import standstill
from flows.monthly.survey import survey
from flows.monthly.workplace import open_workplace
from flows.progress import current, timed
from flows.settings import read_settings
from flows.unforeseen import Unforeseen


def run(
    home_flag: Path | None,
    periods: Sequence[str],
    kind: Literal["run", "backfill"],
    *,
    restate: bool = False,
    all_or_nothing: bool = False,
) -> RunReport:
    """Bring these periods, and what is late for published ones, into the warehouse. Prefect is imported only when there is work."""
    with timed() as watch:
        report = _run(home_flag, periods, kind, restate=restate, all_or_nothing=all_or_nothing)
    return replace(report, steps=watch.taken())


def _run(
    home_flag: Path | None, periods: Sequence[str], kind: Literal["run", "backfill"], *, restate: bool, all_or_nothing: bool
) -> RunReport:
    began = monotonic()
    settings = read_settings(home_flag)
    home = Home(settings.home.absolute())
    home.prepare()
    with only_writer(home.lock, settings.lock_wait_seconds, current().tell):
        workplace = open_workplace(home_flag)
        refuse_astray(workplace)
        seen = survey(workplace, periods)
        report = None if seen.deliveries else standstill(workplace, seen, periods, restate=restate, all_or_nothing=all_or_nothing)
    if report is None:
        report = _in_prefect(home, periods, kind, restate=restate, all_or_nothing=all_or_nothing)
    export_by_itself(home, settings)  # also what a share did not take the last time; after the lock, since it may be slow
    bulletin_after(home, settings.bulletin, is_new=report.is_new)
    return replace(report, seconds=round(monotonic() - began, 1))


def _in_prefect(home: Home, periods: Sequence[str], kind: Literal["run", "backfill"], **decided: bool) -> RunReport:
    from flows.orchestrator.api import embedded_api

    current().step("starting Prefect")
    with embedded_api(home.prefect) as api:
        from expectations.check import warm_up
        from flows.monthly.flow import claims_run
        from flows.orchestrator.direct import direct_run

        Thread(target=warm_up).start()  # Great Expectations takes seconds to import: while the API starts and lines are cleaned
        api.wait()
        try:
            with direct_run():
                return claims_run(str(home.root), list(periods), kind, **decided)
        except Exception as error:  # Prefect has many ways to say that its API is gone
            is_named = isinstance(error, ClaimsError) and not isinstance(error, Unforeseen)
            if not is_named and (ended := api.ended()) is not None:
                raise ended from None
            raise
