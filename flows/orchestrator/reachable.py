"""Whether a Prefect API answers. Standard library only: it is asked before anything heavy is imported."""

import base64
import http.client
import os
import queue
import threading
import urllib.error
import urllib.parse
import urllib.request
from http import HTTPStatus

from flows.orchestrator.errors import ApiUnreachable

CHECK_TIMEOUT_S = 4.0


def check_reachable(url: str, timeout_s: float = CHECK_TIMEOUT_S) -> None:
    """Return when the API at `url` says it is healthy; raise ApiUnreachable within `timeout_s` otherwise."""
    answers: queue.SimpleQueue[str] = queue.SimpleQueue()
    # In a thread, because looking up a name has no timeout of its own.
    threading.Thread(target=lambda: answers.put(_complaint(url, timeout_s)), daemon=True).start()
    try:
        complaint = answers.get(timeout=timeout_s)
    except queue.Empty:
        complaint = f"no answer in {timeout_s:.0f} s"
    if complaint:
        raise ApiUnreachable(without_credentials(url), complaint)


def is_healthy(port: int, timeout_s: float = 2.0) -> bool:
    """Whether the API on this port of the loopback address is up. Past any proxy."""
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=timeout_s)
    try:
        connection.request("GET", "/api/health")
        return connection.getresponse().status == HTTPStatus.OK
    except (OSError, http.client.HTTPException):
        return False
    finally:
        connection.close()


def without_credentials(url: str) -> str:
    """The URL as it may be shown."""
    parts = urllib.parse.urlsplit(url)
    return urllib.parse.urlunsplit((parts.scheme, parts.netloc.rpartition("@")[2], parts.path, "", ""))


def _complaint(url: str, timeout_s: float) -> str:
    """Why the API is of no use, or an empty string."""
    if not url.startswith(("http://", "https://")):
        return "not an http address"
    try:
        request = urllib.request.Request(f"{url.rstrip('/')}/health", headers=_credentials())  # noqa: S310 - the scheme is checked
        with urllib.request.urlopen(request, timeout=timeout_s) as answer:  # noqa: S310 - as above
            return "" if answer.read(64).strip() == b"true" else "something answers there, but it is no Prefect API"
    except urllib.error.HTTPError as error:
        return f"it says {error.code} {error.reason}; the address usually ends in /api"
    except (OSError, ValueError, http.client.HTTPException) as error:
        return str(getattr(error, "reason", None) or error or type(error).__name__)


def _credentials() -> dict[str, str]:
    """The header that Prefect's own client would send."""
    if key := os.environ.get("PREFECT_API_KEY"):
        return {"Authorization": f"Bearer {key}"}
    if auth := os.environ.get("PREFECT_API_AUTH_STRING"):
        return {"Authorization": f"Basic {base64.b64encode(auth.encode()).decode()}"}
    return {}
