import os
from pathlib import Path

import pytest

from flows.orchestrator.environment import client_environment, in_force, server_environment

HOME = Path("/srv/claims/.prefect")
URL = "http://127.0.0.1:4242/api"


def test_variables_are_set_and_removed_for_the_block_and_as_before_afterwards(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CLAIMS_TEST_OLD", "old")
    monkeypatch.setenv("CLAIMS_TEST_GONE", "kept")
    with in_force({"CLAIMS_TEST_OLD": "new", "CLAIMS_TEST_GONE": None, "CLAIMS_TEST_MADE": "made"}):
        assert os.environ["CLAIMS_TEST_OLD"] == "new"
        assert "CLAIMS_TEST_GONE" not in os.environ
        assert os.environ["CLAIMS_TEST_MADE"] == "made"
    assert os.environ["CLAIMS_TEST_OLD"] == "old"
    assert os.environ["CLAIMS_TEST_GONE"] == "kept"
    assert "CLAIMS_TEST_MADE" not in os.environ


def test_variables_are_as_before_after_an_error_too() -> None:
    with pytest.raises(LookupError), in_force({"CLAIMS_TEST_MADE": "made"}):
        raise LookupError
    assert "CLAIMS_TEST_MADE" not in os.environ


def test_the_server_is_not_handed_the_pseudonym_key_nor_another_servers_settings(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CLAIMS_PSEUDONYM_KEY", "ab" * 32)
    monkeypatch.setenv("PREFECT_API_DATABASE_CONNECTION_URL", "postgresql://elsewhere/prefect")
    environment = server_environment(HOME, URL, schedules=False)
    assert "CLAIMS_PSEUDONYM_KEY" not in environment
    assert "PREFECT_API_DATABASE_CONNECTION_URL" not in environment
    assert environment["PREFECT_HOME"] == str(HOME)


def test_neither_side_calls_home() -> None:
    for environment in (server_environment(HOME, URL, schedules=True), client_environment(HOME, URL, schedules=True)):
        assert environment["DO_NOT_TRACK"] == "1"
        assert environment["PREFECT_SERVER_ANALYTICS_ENABLED"] == "false"


def test_the_loopback_address_is_not_asked_through_an_offices_proxy(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("NO_PROXY", "intranet.example")
    monkeypatch.delenv("no_proxy", raising=False)
    environment = client_environment(HOME, URL, schedules=False)
    assert environment["NO_PROXY"] == "intranet.example,127.0.0.1"
    assert environment["no_proxy"] == "127.0.0.1"


def test_a_run_gives_up_soon_on_an_api_that_has_died_and_a_schedule_keeps_prefects_patience() -> None:
    assert client_environment(HOME, URL, schedules=False)["PREFECT_CLIENT_MAX_RETRIES"] == "2"
    assert "PREFECT_CLIENT_MAX_RETRIES" not in client_environment(HOME, URL, schedules=True)
