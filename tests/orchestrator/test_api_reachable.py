import socket
import time
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path
from threading import Thread

import pytest

from flows.orchestrator.api import embedded_api
from flows.orchestrator.errors import ApiUnreachable
from flows.orchestrator.reachable import check_reachable


@contextmanager
def answering(status: int, body: bytes) -> Iterator[str]:
    """Something that answers every GET in this way."""

    class Answer(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            self.send_response(status)
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *_: object) -> None:
            pass

    with HTTPServer(("127.0.0.1", 0), Answer) as server:
        thread = Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
        thread.start()
        yield f"http://127.0.0.1:{server.server_port}/api"
        server.shutdown()
        thread.join()


def dead_port() -> int:
    with socket.socket() as unused:
        unused.bind(("127.0.0.1", 0))
        return int(unused.getsockname()[1])


def test_a_configured_api_on_a_dead_port_is_said_to_be_unreachable_within_five_seconds(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PREFECT_API_URL", f"http://127.0.0.1:{dead_port()}/api")
    begun = time.monotonic()
    with pytest.raises(ApiUnreachable) as refused, embedded_api(tmp_path / "never made"):
        pass
    assert time.monotonic() - begun < 5
    assert "refused" in refused.value.what
    assert refused.value.where.startswith("PREFECT_API_URL=http://127.0.0.1:")
    assert "prefect server start" in refused.value.fix
    assert not (tmp_path / "never made").exists()


def test_a_server_that_takes_the_call_and_says_nothing_is_given_up_in_time() -> None:
    with socket.socket() as silent:
        silent.bind(("127.0.0.1", 0))
        silent.listen()
        begun = time.monotonic()
        with pytest.raises(ApiUnreachable):
            check_reachable(f"http://127.0.0.1:{silent.getsockname()[1]}/api", timeout_s=0.3)
        assert time.monotonic() - begun < 2


def test_a_healthy_api_passes_and_starts_no_process_of_ours(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with answering(200, b"true") as url:
        monkeypatch.setenv("PREFECT_API_URL", url)
        with embedded_api(tmp_path / "never made") as api:
            api.wait()
            assert api.url == url
    assert not (tmp_path / "never made").exists()


def test_a_page_that_is_no_prefect_api_is_not_taken_for_one() -> None:
    with answering(200, b"<!doctype html>") as url, pytest.raises(ApiUnreachable, match="no Prefect API"):
        check_reachable(url)


def test_an_address_without_api_is_answered_with_a_hint() -> None:
    with answering(404, b"") as url, pytest.raises(ApiUnreachable, match=r"404.*usually ends in /api"):
        check_reachable(url)


def test_credentials_in_the_address_are_not_shown() -> None:
    with pytest.raises(ApiUnreachable) as refused:
        check_reachable(f"http://clerk:secret@127.0.0.1:{dead_port()}/api")
    assert "secret" not in refused.value.what + refused.value.where + refused.value.fix


def test_an_address_that_is_not_one_is_refused() -> None:
    with pytest.raises(ApiUnreachable, match="not an http address"):
        check_reachable("127.0.0.1:4200")
