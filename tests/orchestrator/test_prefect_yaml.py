"""prefect.yaml: what it says, and that a server takes it."""

import os
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

import httpx
import pytest

from flows.orchestrator.api import EmbeddedApi
from flows.orchestrator.errors import SchedulesUnreadable
from flows.orchestrator.serve import PREFECT_YAML, read_schedules

pytestmark = pytest.mark.xdist_group("prefect")
ROOT = Path(__file__).parents[2]
CRONS = {"claims-monthly": "0 6 5 * *", "claims-daily": "0 7 * * *"}
needs_the_flows = pytest.mark.skipif(
    not (ROOT / "flows/monthly/deployments.py").exists(), reason="flows/monthly/deployments.py is not written yet"
)


def test_the_monthly_run_is_on_the_fifth_at_six_and_the_daily_one_at_seven_in_jakarta() -> None:
    schedules = {entry["name"]: entry["schedules"] for entry in read_schedules()}
    assert schedules == {name: [{"cron": cron, "timezone": "Asia/Jakarta"}] for name, cron in CRONS.items()}


def test_one_run_at_a_time_and_the_next_one_waits() -> None:
    assert [entry["concurrency_limit"] for entry in read_schedules()] == [{"limit": 1, "collision_strategy": "ENQUEUE"}] * 2


def test_nothing_in_it_names_a_machine_or_the_network() -> None:
    text = PREFECT_YAML.read_text()
    assert "://" not in text
    assert not [entry["entrypoint"] for entry in read_schedules() if entry["entrypoint"].startswith("/")]


def test_a_missing_file_of_schedules_is_said_with_its_place(tmp_path: Path) -> None:
    with pytest.raises(SchedulesUnreadable, match="No such file") as refused:
        read_schedules(tmp_path / "prefect.yaml")
    assert refused.value.where == str(tmp_path / "prefect.yaml")


@pytest.mark.parametrize("text", ["deployments", "jobs: []", "a: [", ""])
def test_a_file_that_holds_no_deployments_is_refused(text: str, tmp_path: Path) -> None:
    (tmp_path / "prefect.yaml").write_text(text)
    with pytest.raises(SchedulesUnreadable, match="cannot be understood"):
        read_schedules(tmp_path / "prefect.yaml")


@needs_the_flows
@pytest.mark.prefect
def test_serve_has_the_deployments_of_the_file_with_their_crons_limits_and_home() -> None:
    from flows.orchestrator.serve import served_deployments

    served: list[Any] = [*served_deployments("/srv/claims", read_schedules())]
    assert {each.name: [schedule.schedule.cron for schedule in each.schedules] for each in served} == {
        name: [cron] for name, cron in CRONS.items()
    }
    assert [each.parameters for each in served] == [{"home": "/srv/claims"}] * 2
    assert {each.schedules[0].schedule.timezone for each in served} == {"Asia/Jakarta"}
    assert [each.concurrency_limit for each in served] == [1, 1]


@needs_the_flows
@pytest.mark.prefect
def test_both_deployments_are_taken_by_a_server_and_their_cron_runs_appear(api: EmbeddedApi) -> None:
    _work_pool(api)
    _prefect("--no-prompt", "deploy", "--all")
    deployments = _asked(api, "deployments/filter", {})
    assert {each["name"]: each["schedules"][0]["schedule"]["cron"] for each in deployments} == CRONS
    assert {each["work_pool_name"] for each in deployments} == {"claims"}
    assert {each["entrypoint"] for each in deployments} == {
        "flows/monthly/deployments.py:monthly_run",
        "flows/monthly/deployments.py:daily_run",
    }
    assert _cron_runs(api, [each["id"] for each in deployments], within_s=30)


def _work_pool(api: EmbeddedApi) -> None:
    """What `prefect work-pool create claims --type process` makes, without importing Prefect's command line once more."""
    from prefect.workers.process import ProcessWorker

    pool = {"name": "claims", "type": "process", "base_job_template": ProcessWorker.get_default_base_job_template()}
    httpx.post(f"{api.url}/work_pools/", json=pool, trust_env=False).raise_for_status()


def _prefect(*arguments: str) -> None:
    """The command line as docs/scheduling.md shows it."""
    done = subprocess.run(
        [sys.executable, "-m", "prefect", *arguments], cwd=ROOT, capture_output=True, text=True, check=False, timeout=120, env=os.environ
    )
    assert done.returncode == 0, done.stdout + done.stderr


def _cron_runs(api: EmbeddedApi, deployments: list[str], within_s: float) -> bool:
    """Whether every deployment gets scheduled runs, in that time."""
    deadline = time.monotonic() + within_s
    waiting = set(deployments)
    while waiting and time.monotonic() < deadline:
        runs = _asked(api, "flow_runs/filter", {"deployments": {"id": {"any_": sorted(waiting)}}})
        waiting -= {run["deployment_id"] for run in runs if run["state_type"] == "SCHEDULED" and run["auto_scheduled"]}
        time.sleep(0.5)
    return not waiting


def _asked(api: EmbeddedApi, what: str, query: dict[str, Any]) -> list[dict[str, Any]]:
    return list(httpx.post(f"{api.url}/{what}", json=query, trust_env=False).raise_for_status().json())
