"""What our process and the API's process find in their environment. Nothing here imports Prefect: it reads these when imported."""

import os
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

LOOPBACK = "127.0.0.1"

# The first alone stops the server's call home; offline it prints errors and, in a fresh home, "database is locked".
NO_TRACKING = {"PREFECT_SERVER_ANALYTICS_ENABLED": "false", "DO_NOT_TRACK": "1"}

# A run started by hand speaks for itself. Prefect's loggers for runs print the traceback of every error that the command line is
# about to explain in a sentence, so only CRITICAL passes there; elsewhere warnings do. Scheduled runs keep Prefect's log.
QUIET = {
    "PREFECT_LOGGING_LEVEL": "WARNING",
    "PREFECT_INTERNAL_LOGGING_LEVEL": "CRITICAL",  # of an API that died it tells each event that is lost
    "PREFECT_LOGGING_LOGGERS_PREFECT_FLOW_RUNS_LEVEL": "CRITICAL",
    "PREFECT_LOGGING_LOGGERS_PREFECT_TASK_RUNS_LEVEL": "CRITICAL",
    "PREFECT_LOGGING_TO_API_ENABLED": "false",
}

# Our API is a process beside ours: where it does not answer, it has died. Five retries, the default, take a minute for each call, and
# a run makes a good many of them, one after the other, before it gives up. Two, 6 s, are enough for a database that is busy.
PATIENCE = {"PREFECT_CLIENT_MAX_RETRIES": "2"}

# Set by somebody for another server or profile; neither our clients nor our API may follow them.
NOT_OURS = ("PREFECT_API_KEY", "PREFECT_API_AUTH_STRING", "PREFECT_PROFILE", "PREFECT_PROFILES_PATH")


def client_environment(prefect_home: Path, url: str, *, schedules: bool) -> dict[str, str | None]:
    """What flows need in order to find the API at `url`; None removes a variable."""
    return {
        "PREFECT_HOME": str(prefect_home),
        "PREFECT_API_URL": url,
        "PREFECT_SERVER_SERVICES_SCHEDULER_ENABLED": "true" if schedules else "false",  # so that clients know, too
        **NO_TRACKING,
        **_past_the_proxy(),
        **dict.fromkeys(NOT_OURS),
        **({} if schedules else PATIENCE),
    }


def server_environment(prefect_home: Path, url: str, *, schedules: bool) -> dict[str, str]:
    """The environment of the API's process: none of our settings (the pseudonym key is one), none of Prefect's but these."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("PREFECT_", "CLAIMS_"))}
    return {
        **kept,
        **NO_TRACKING,
        "PREFECT_HOME": str(prefect_home),
        "PREFECT_SERVER_SERVICES_SCHEDULER_ENABLED": "true" if schedules else "false",
        "PREFECT_UI_ENABLED": "true" if schedules else "false",
        "PREFECT_UI_API_URL": url,
        "PREFECT_UI_STATIC_DIRECTORY": str(prefect_home / "ui"),  # else it is written among the installed packages
    }


def _past_the_proxy() -> dict[str, str]:
    """Offices have proxies, and Prefect's clients would ask them for the loopback address."""
    return {name: ",".join(filter(None, (os.environ.get(name), LOOPBACK))) for name in ("NO_PROXY", "no_proxy")}


@contextmanager
def in_force(variables: Mapping[str, str | None]) -> Iterator[None]:
    """Set these variables for the block (None removes one), as they were afterwards. Prefect, where imported already, is told."""
    before = {name: os.environ.get(name) for name in variables}
    _set(variables)
    try:
        yield
    finally:
        _set(before)


def _set(variables: Mapping[str, str | None]) -> None:
    for name, value in variables.items():
        if value is None:
            os.environ.pop(name, None)
        else:
            os.environ[name] = value
    if (context := sys.modules.get("prefect.context")) is not None:
        context.refresh_global_settings_context()
