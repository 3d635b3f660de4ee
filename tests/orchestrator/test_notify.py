import json
import logging
import socket
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path
from threading import Thread
from types import SimpleNamespace
from typing import Any

import pytest

from flows.errors import NoExtracts
from flows.monthly.waiting import Waiting
from flows.orchestrator.notify import notify_failure, notify_waiting

pytestmark = [
    pytest.mark.xdist_group("prefect"),
    pytest.mark.filterwarnings("ignore:'imghdr' is deprecated:DeprecationWarning"),  # by apprise, when it is imported
]
MONTHLY: Any = SimpleNamespace(name="claims-monthly")


NO_RUN: Any = SimpleNamespace()


def run(**fields: object) -> Any:
    drawn = {"name": "claims 2022-07", "parameters": {}, "expected_start_time": datetime(2022, 8, 4, 23, 0, tzinfo=UTC)}
    return SimpleNamespace(**drawn | fields)


def failed(cause: object, name: str = "Failed") -> Any:
    return SimpleNamespace(name=name, data=cause)


@pytest.fixture
def told(monkeypatch: pytest.MonkeyPatch) -> Iterator[list[str]]:
    """What the configured address was told."""
    messages: list[str] = []

    class Listener(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            messages.append(json.loads(self.rfile.read(int(self.headers["Content-Length"])))["message"])
            self.send_response(200)
            self.end_headers()

        def log_message(self, *_: object) -> None:
            pass

    with HTTPServer(("127.0.0.1", 0), Listener) as server:
        thread = Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
        thread.start()
        monkeypatch.setenv("CLAIMS_NOTIFY_URL", f"json://127.0.0.1:{server.server_port}/failures")
        yield messages
        server.shutdown()
        thread.join()


def test_the_sentence_names_flow_period_state_run_and_home(told: list[str], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CLAIMS_HOME", "/srv/claims")
    notify_failure(flow=MONTHLY, flow_run=run(), state=failed(None, "Crashed"))
    assert told == [
        "claims-monthly for 2022-07 ended as Crashed (run claims 2022-07, home /srv/claims).\nThe cause stands in the log of the run."
    ]


def test_an_error_of_our_own_comes_with_what_where_and_fix(told: list[str]) -> None:
    notify_failure(flow=MONTHLY, flow_run=run(), state=failed(NoExtracts(["2022-07"], Path("landing"))))
    assert "no usable extract for 2022-07; the last publication stands\n  where: landing/" in told[0]
    assert "\n  fix: put the senders' extracts there" in told[0]


def test_an_error_that_prefect_has_wrapped_is_found_too(told: list[str]) -> None:
    record = SimpleNamespace(result=NoExtracts(["2022-07"], "landing"))
    notify_failure(flow=MONTHLY, flow_run=run(), state=failed(record))
    assert "no usable extract" in told[0]


def test_the_text_of_any_other_error_is_not_passed_on(told: list[str]) -> None:
    notify_failure(flow=MONTHLY, flow_run=run(), state=failed(ValueError("cannot parse SITI AMINAH 3316014507850001")))
    assert "SITI" not in told[0]
    assert "3316014507850001" not in told[0]


def test_runs_of_eight_and_more_digits_are_masked_wherever_they_stand(told: list[str]) -> None:
    notify_failure(flow=MONTHLY, flow_run=run(name="claims 3316014507850001"), state=failed(None))
    assert "run claims *, home" in told[0]


@pytest.mark.parametrize(
    ("parameters", "period"),
    [
        ({"period": "2021-03"}, "for 2021-03 ended"),
        ({"first": "2021-01", "last": "2021-03"}, "for 2021-01 to 2021-03 ended"),
        ({"period": "3316014507850001"}, "for 2022-07 ended"),
        ({"period": None, "home": "/srv/other"}, "home /srv/other"),
    ],
)
def test_period_and_home_come_from_the_runs_parameters_where_they_are_such(
    parameters: dict[str, object], period: str, told: list[str]
) -> None:
    notify_failure(flow=MONTHLY, flow_run=run(parameters=parameters), state=failed(None))
    assert period in told[0]


def test_a_plan_that_waits_is_told_with_its_whole_id_and_amount(told: list[str]) -> None:
    biggest = {"benefit_type_code": "JHT", "period": "2022-07", "difference": "-1234567890.50"}
    waiting = Waiting("123456789012ab", ("2022-07",), 3, biggest, is_new=True)
    notify_waiting(Path("/srv/claims"), waiting.sentence)
    assert "claims apply 123456789012" in told[0]
    assert "JHT 2022-07 by Rp -1.234.567.890,50" in told[0]


def test_a_scheduled_run_tells_of_a_period_left_out_once(told: list[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from flows.monthly import deployments
    from flows.monthly.report import RunReport
    from warehouse.register.records import LeftOut

    out = (LeftOut("2022-06", "month: too few", "", ""), LeftOut("2022-07", "month: far below its median", "", ""))
    report = RunReport(3, is_new=True, periods=("2022-08",), warehouse=tmp_path, left_out=out, newly_left_out=("2022-07",))
    monkeypatch.setenv("CLAIMS_SETTLE_SECONDS", "0")  # a scheduled run sets it for its process: not for the tests after this one
    monkeypatch.setattr(deployments, "load_periods", lambda *_: report)
    deployments._run(str(tmp_path), [])
    assert len(told) == 1
    assert "2022-07: month: far below its median" in told[0]
    assert "2022-06" not in told[0]

    monkeypatch.setattr(deployments, "load_periods", lambda *_: replace(report, newly_left_out=()))
    deployments._run(str(tmp_path), [])
    assert len(told) == 1


def test_nothing_is_sent_where_no_address_is_configured(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("CLAIMS_NOTIFY_URL", raising=False)
    notify_failure(flow=MONTHLY, flow_run=run(), state=failed(None))


@pytest.mark.parametrize("address", ["json://127.0.0.1:{dead}/token-1234", "nonsense://token-1234", "token-1234"])
def test_an_address_that_does_not_take_it_hides_nothing_and_is_not_shown(
    address: str, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    monkeypatch.setenv("CLAIMS_NOTIFY_URL", address.format(dead=_dead_port()))
    with caplog.at_level(logging.WARNING, "claims.notify"):
        notify_failure(flow=MONTHLY, flow_run=run(), state=failed(None))
    ours = [record.getMessage() for record in caplog.records if record.name == "claims.notify"]
    assert len(ours) == 1
    assert "could not be notified" in ours[0]
    assert "token-1234" not in ours[0]


def test_an_unforeseen_fault_in_the_hook_itself_is_logged_and_not_raised(told: list[str], caplog: pytest.LogCaptureFixture) -> None:
    notify_failure(flow=MONTHLY, flow_run=NO_RUN, state=failed(None))
    assert told == []
    assert "AttributeError" in caplog.text


@pytest.mark.prefect
@pytest.mark.usefixtures("api")
def test_prefect_calls_the_hook_when_a_flow_fails_and_the_failure_stays(told: list[str]) -> None:
    from prefect import flow

    from flows.orchestrator.direct import direct_run

    @flow(name="claims-monthly", flow_run_name="claims {period}", on_failure=[notify_failure])
    def fails(period: str) -> None:
        raise NoExtracts([period], "landing")

    with direct_run(), pytest.raises(NoExtracts):
        fails("2022-06")
    assert len(told) == 1
    assert told[0].startswith("claims-monthly for 2022-06 ended as Failed (run claims 2022-06, home ")
    assert "no usable extract for 2022-06" in told[0]


def _dead_port() -> int:
    with socket.socket() as unused:
        unused.bind(("127.0.0.1", 0))
        return int(unused.getsockname()[1])
