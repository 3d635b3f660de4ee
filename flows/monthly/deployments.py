"""The flows that a schedule starts: monthly for the month before, daily for what is late."""

import os
from pathlib import Path
from typing import Any

from prefect import flow, runtime

from flows.bulletin.after_publication import bulletin_after
from flows.export.automatic import export_by_itself
from flows.home import Home, keep_others_from_writing
from flows.monthly.flow import THREADS, load_periods
from flows.monthly.report import RunReport
from flows.orchestrator.notify import NOTIFY_URL, notify_failure, notify_left_out, notify_refusals, notify_waiting
from flows.orchestrator.schedule import scheduled_period
from flows.settings import read_settings
from flows.unforeseen import wordless

SETTLE_SECONDS = "60"  # a file that changed within the last minute may still be uploading
SCHEDULED: dict[str, Any] = {
    "on_failure": [notify_failure],
    "on_crashed": [notify_failure],
    "task_runner": THREADS,
    "persist_result": False,
}


def monthly_run_name() -> str:
    """`claims 2022-07`: the period, which comes from the scheduled time."""
    return f"claims {runtime.flow_run.parameters.get('period') or _scheduled_for()}"


def daily_run_name() -> str:
    """`late claims, 2022-08-14`."""
    return f"late claims, {runtime.flow_run.scheduled_start_time:%Y-%m-%d}"


@flow(name="claims-monthly", flow_run_name=monthly_run_name, **SCHEDULED)
def monthly_run(home: str | None = None, period: str | None = None) -> RunReport:
    """Load the month before the scheduled time. A run that is late or tried again still does its own month."""
    return _run(home, [period or _scheduled_for()])


@flow(name="claims-daily", flow_run_name=daily_run_name, **SCHEDULED)
def daily_run(home: str | None = None) -> RunReport:
    """Register what has arrived, and bring late extracts of published periods in by the same rules."""
    return _run(home, [])


@wordless
def _run(home: str | None, periods: list[str]) -> RunReport:
    keep_others_from_writing()
    os.environ.setdefault("CLAIMS_SETTLE_SECONDS", SETTLE_SECONDS)
    settings = read_settings(Path(home) if home else None)
    if settings.notify_url is not None:  # the failure hook reads the environment; the setting may stand in claims.toml
        os.environ.setdefault(NOTIFY_URL, settings.notify_url.get_secret_value())
    report = load_periods(settings.home, periods, "run")
    export_by_itself(Home(settings.home), settings)  # after the lock: a share may be slow
    bulletin_after(Home(settings.home), settings.bulletin, is_new=report.is_new, is_scheduled=True)
    notify_refusals(settings.home, [f"{each.period} {each.sender_code}, {each.where}: {each.code} {each.what}" for each in report.refusals])
    notify_left_out(settings.home, [f"{one.period}: {one.what}" for one in report.left_out if one.period in report.newly_left_out])
    if report.waits is not None and report.waits.is_new:
        notify_waiting(settings.home, report.waits.sentence)
    return report


def _scheduled_for() -> str:
    return f"{scheduled_period(runtime.flow_run.scheduled_start_time):%Y-%m}"
