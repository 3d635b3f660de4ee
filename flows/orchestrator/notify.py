"""The failure hook: one plain sentence to the address that the operators configured."""

import logging
import os
import re
from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from flows.errors import Explained
from flows.orchestrator.schedule import scheduled_period
from transforms.read.masking import without_unbroken_numbers

if TYPE_CHECKING:
    from prefect import Flow
    from prefect.client.schemas.objects import FlowRun, State

NOTIFY_URL = "CLAIMS_NOTIFY_URL"
PERIOD_PARAMETERS = ("period", "first", "last")
A_PERIOD = re.compile(r"\d{4}-\d{2}")

log = logging.getLogger("claims.notify")


def notify_failure(flow: "Flow[..., object]", flow_run: "FlowRun", state: "State[object]") -> None:
    """Tell the configured address that a run failed. Whatever goes wrong here is logged: it must not hide the failure itself."""
    if not (url := os.environ.get(NOTIFY_URL)):
        return
    try:
        sent = _send(url, failure_message(flow, flow_run, state))
    except Exception as error:  # noqa: BLE001 - a hook's own failure must not take the place of the run's
        log.warning("the failure could not be notified: %s", type(error).__name__)  # the type alone: the text may hold the address
    else:
        if not sent:
            log.warning("the failure could not be notified: the address in %s did not take it", NOTIFY_URL)


def notify_refusals(home: Path, refusals: Sequence[str]) -> None:
    """Tell the configured address what a run that ended well could not use: a scheduled run has nobody who reads its exit code."""
    if refusals:
        told = [f"{len(refusals)} extracts of the home {home} cannot be used; the others were processed:", *refusals]
        _notify(without_unbroken_numbers("\n".join(told)))


def notify_left_out(home: Path, left_out: Sequence[str]) -> None:
    """Tell the configured address which periods did not pass the gate, while the others were published: counts and names, never a value."""
    if left_out:
        told = [f"{len(left_out)} periods of the home {home} do not pass the gate and were left out; the others are published:", *left_out]
        _notify(without_unbroken_numbers("\n".join(told)))


def notify_waiting(home: Path, told: str) -> None:
    """Tell the configured address that published figures would change, and that somebody has to decide it. No file, no person is named."""
    _notify(f"home {home}: {told}")


def notify_export(home: Path, told: str) -> None:
    """Tell the configured address that a publication stands, but did not reach a folder for BI elsewhere."""
    _notify(without_unbroken_numbers(f"home {home}: {told}"))


def _notify(told: str) -> None:
    """Send it, if there is an address. What goes wrong here is logged: the figures are published, and stay so."""
    if not (url := os.environ.get(NOTIFY_URL)):
        return
    try:
        _send(url, told)
    except Exception as error:  # noqa: BLE001 - as above
        log.warning("it could not be notified: %s", type(error).__name__)


def failure_message(flow: "Flow[..., object]", flow_run: "FlowRun", state: "State[object]") -> str:
    """Which flow, run, period and home, which state; the reason only where it is an error of our own, which names no person."""
    home = Path(flow_run.parameters.get("home") or os.environ.get("CLAIMS_HOME", "data")).absolute()
    told = f"{flow.name} for {_periods(flow_run)} ended as {state.name} (run {flow_run.name}, home {home})."
    if isinstance(error := _cause(state), Explained):
        told += f"\n{error.what}\n  where: {error.where}\n  fix: {error.fix}"
    else:
        told += "\nThe cause stands in the log of the run."
    return without_unbroken_numbers(told)


def _cause(state: "State[object]") -> object:
    """The exception that the run ended with, which Prefect wraps when it may have to keep it."""
    return getattr(state.data, "result", state.data)


def _periods(flow_run: "FlowRun") -> str:
    """The months that the run was asked for, else the one that its scheduled time stands for."""
    asked = [_as_period(flow_run.parameters.get(name)) for name in PERIOD_PARAMETERS]
    named = [period for period in asked if period]
    if not named and (scheduled := flow_run.expected_start_time) is not None:
        named = [f"{scheduled_period(scheduled):%Y-%m}"]
    return " to ".join(named) or "no period"


def _as_period(value: object) -> str | None:
    """The parameter as `2022-07`, if that is what it is."""
    if isinstance(value, date):
        return f"{value:%Y-%m}"
    return value[:7] if isinstance(value, str) and A_PERIOD.match(value) else None


def _send(url: str, message: str) -> bool:
    import apprise

    return bool(apprise.Apprise(servers=url).notify(title="claims: a run needs somebody", body=message))
