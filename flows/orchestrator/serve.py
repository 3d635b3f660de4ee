"""`claims serve`: both schedules on one machine, without a Prefect server and worker beside it."""

import importlib
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any, cast

import yaml

from flows.orchestrator.errors import SchedulesUnreadable

if TYPE_CHECKING:
    from prefect import Flow
    from prefect.deployments.runner import RunnerDeployment

PREFECT_YAML = Path(__file__).parents[2] / "prefect.yaml"  # the one place where the crons stand


def serve_schedules(home: str, schedules_file: Path = PREFECT_YAML) -> None:
    """Serve the deployments of prefect.yaml for this home until interrupted; the schedules are paused at the end.

    To be called inside `embedded_api(..., schedules=True)` once its `wait()` has returned.
    """
    import prefect
    from prefect.settings import get_current_settings

    if not get_current_settings().server.services.scheduler.enabled:
        raise RuntimeError("this API turns no crons into runs: enter embedded_api with schedules=True")
    prefect.serve(*served_deployments(home, read_schedules(schedules_file)), print_starting_message=False)


def read_schedules(schedules_file: Path = PREFECT_YAML) -> list[Mapping[str, Any]]:
    """The deployments as prefect.yaml says them. Raises SchedulesUnreadable."""
    try:
        deployments = yaml.safe_load(schedules_file.read_text(encoding="utf-8"))["deployments"]
    except OSError as error:
        raise SchedulesUnreadable(f"the schedules cannot be read ({error.strerror})", schedules_file) from error
    except (yaml.YAMLError, KeyError, TypeError) as error:
        raise SchedulesUnreadable("the schedules cannot be understood", schedules_file) from error
    return cast("list[Mapping[str, Any]]", deployments)


def served_deployments(home: str, schedules: Iterable[Mapping[str, Any]]) -> "list[RunnerDeployment]":
    """For each of these, a deployment of the same name, crons and limit that this process can serve, with `home` as parameter."""
    return [_deployment(entry, home) for entry in schedules]


def _deployment(entry: Mapping[str, Any], home: str) -> "RunnerDeployment":
    from prefect.client.schemas.objects import ConcurrencyLimitConfig
    from prefect.schedules import Cron
    from prefect.types.entrypoint import EntrypointType

    deployment = _flow(entry["entrypoint"]).to_deployment(
        entry["name"],
        parameters={"home": home},
        schedules=[Cron(each["cron"], timezone=each["timezone"]) for each in entry["schedules"]],
        concurrency_limit=ConcurrencyLimitConfig.model_validate(entry["concurrency_limit"]),
        description=entry["description"],
        entrypoint_type=EntrypointType.MODULE_PATH,  # a path would depend on where the command was started
    )
    return cast("RunnerDeployment", deployment)  # a coroutine only inside an event loop


def _flow(entrypoint: str) -> "Flow[..., Any]":
    """`flows/monthly/deployments.py:monthly_run` as the flow itself."""
    path, _, name = entrypoint.partition(":")
    module = importlib.import_module(path.removesuffix(".py").replace("/", "."))
    return cast("Flow[..., Any]", getattr(module, name))
