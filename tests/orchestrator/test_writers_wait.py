"""Tasks that begin at the same moment write into Prefect's database one after the other: none is told to try again later."""

import logging

import pytest

pytestmark = [pytest.mark.xdist_group("prefect"), pytest.mark.prefect]

AT_ONCE, ROUNDS = 8, 8


@pytest.mark.usefixtures("api")
def test_tasks_that_begin_at_once_are_not_sent_away(caplog: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch) -> None:
    from prefect import flow, task
    from prefect.futures import wait
    from prefect.task_runners import ThreadPoolTaskRunner

    from flows.orchestrator.direct import direct_run

    @task(persist_result=False)
    def begins(number: int) -> int:
        return number

    @flow(task_runner=ThreadPoolTaskRunner(max_workers=AT_ONCE), persist_result=False)
    def all_at_once() -> None:
        wait([begins.submit(number) for number in range(AT_ONCE)])

    client = logging.getLogger("prefect.client")
    monkeypatch.setattr(client, "handlers", [*client.handlers, caplog.handler])  # Prefect's loggers tell nobody above them
    with caplog.at_level(logging.DEBUG, client.name), direct_run():
        for _ in range(ROUNDS):
            all_at_once()
    assert [one.getMessage() for one in caplog.records if "retryable" in one.getMessage()] == []
