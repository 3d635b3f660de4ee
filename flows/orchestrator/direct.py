"""Runs started by hand. Heartbeats find runs that died under a scheduler; here nobody looks, and each flow waits 1 s for their thread."""

from collections.abc import Iterator
from contextlib import contextmanager

from prefect.settings import PREFECT_FLOWS_HEARTBEAT_FREQUENCY, temporary_settings


@contextmanager
def direct_run() -> Iterator[None]:
    """What a run started by hand wants of Prefect, apart from what `embedded_api` sets before Prefect is imported."""
    with quick_heartbeat_off():
        yield


@contextmanager
def quick_heartbeat_off() -> Iterator[None]:
    """Flows of this block, and their subflows, send no heartbeats. Deployments keep theirs."""
    with temporary_settings({PREFECT_FLOWS_HEARTBEAT_FREQUENCY: None}):
        yield
