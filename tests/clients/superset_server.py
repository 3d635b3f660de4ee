"""A stock Superset beside the project, on loopback, with its own small metadata database; asked over REST as its users' scripts ask it."""

import json
import os
import shutil
import socket
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from urllib import error, request
from uuid import uuid4

from tests.clients.beside import python_with

# Superset's own bounds are wider than what it runs with: without the last three it does not start.
PACKAGES = ("apache-superset==6.1.0", "duckdb==1.5.6", "duckdb-engine==0.17.0", "flask-caching==2.3.1", "rich", "cachetools")
CONFIG = """
SECRET_KEY = "for-a-test-on-loopback-alone-0123456789abcdef"
SQLALCHEMY_DATABASE_URI = "sqlite:///{folder}/superset.db"
WTF_CSRF_ENABLED = False
TALISMAN_ENABLED = False
"""
USER = PASSWORD = "admin"  # noqa: S105 - of a server that lives for a test
START_S = 180


@dataclass
class Superset:
    """A running server."""

    address: str
    token: str = field(default="", repr=False)

    def get(self, path: str) -> Any:
        """What a GET answers, as JSON."""
        return self._asked(request.Request(f"{self.address}{path}", headers=self._headers()))  # noqa: S310 - loopback

    def post(self, path: str, body: Any) -> Any:
        """What a POST of JSON answers."""
        headers = self._headers() | {"Content-Type": "application/json"}
        return self._asked(request.Request(f"{self.address}{path}", json.dumps(body).encode(), headers))  # noqa: S310 - as above

    def upload(self, path: str, name: str, bundle: Path, **fields: str) -> Any:
        """What it answers to a form with a file."""
        boundary = uuid4().hex
        parts = [
            f'--{boundary}\r\nContent-Disposition: form-data; name="{key}"\r\n\r\n{value}\r\n'.encode() for key, value in fields.items()
        ]
        described = f'Content-Disposition: form-data; name="{name}"; filename="{bundle.name}"\r\nContent-Type: application/zip'
        head = f"--{boundary}\r\n{described}\r\n\r\n"
        body = b"".join([*parts, head.encode(), bundle.read_bytes(), f"\r\n--{boundary}--\r\n".encode()])
        headers = self._headers() | {"Content-Type": f"multipart/form-data; boundary={boundary}"}
        return self._asked(request.Request(f"{self.address}{path}", body, headers))  # noqa: S310 - as above

    def log_in(self) -> None:
        """From now on as the administrator."""
        told = {"username": USER, "password": PASSWORD, "provider": "db", "refresh": True}
        self.token = self.post("/api/v1/security/login", told)["access_token"]

    def _headers(self) -> dict[str, str]:
        return {"Authorization": f"Bearer {self.token}", "Accept": "application/json"} if self.token else {"Accept": "application/json"}

    def _asked(self, asked: request.Request) -> Any:
        try:
            with request.urlopen(asked, timeout=120) as answer:  # noqa: S310 - loopback
                return json.loads(answer.read())
        except error.HTTPError as refused:
            raise AssertionError(f"{asked.get_method()} {asked.full_url}: {refused.code} {refused.read().decode()[:2000]}") from None


@contextmanager
def running_superset(folder: Path) -> Iterator[Superset]:
    """A server with an administrator and nothing else. Skips where Superset cannot be installed."""
    environment = python_with("superset", *PACKAGES)
    _initialise(environment, folder)
    port = _free_port()
    command = [environment / "superset", "run", "-p", str(port), "-h", "127.0.0.1", "--with-threads"]
    with (folder / "server.log").open("w") as log, subprocess.Popen(command, stdout=log, stderr=log, env=_environment(folder)) as server:
        try:
            superset = Superset(f"http://127.0.0.1:{port}")
            _wait(superset, server, folder / "server.log")
            superset.log_in()
            yield superset
        finally:
            server.kill()


def _initialise(environment: Path, folder: Path) -> None:
    """Metadata, roles and the administrator; made once per machine and copied."""
    (folder / "superset_config.py").write_text(CONFIG.format(folder=folder))
    made = environment.parent.parent / "superset.db"
    if not made.exists():
        for command in (
            ["db", "upgrade"],
            ["fab", "create-admin", "--username", USER, "--firstname", "A", "--lastname", "B", "--email", "a@b.c", "--password", PASSWORD],
            ["init"],
        ):
            done = subprocess.run(
                [environment / "superset", *command], env=_environment(folder), capture_output=True, text=True, check=False, timeout=600
            )
            assert done.returncode == 0, done.stderr[-3000:]
        shutil.copyfile(folder / "superset.db", made.with_suffix(".new"))
        made.with_suffix(".new").rename(made)
    else:
        shutil.copyfile(made, folder / "superset.db")


def _environment(folder: Path) -> dict[str, str]:
    ours = {name: value for name, value in os.environ.items() if not name.startswith(("PYTHON", "CLAIMS_", "SUPERSET", "FLASK"))}
    return ours | {"SUPERSET_CONFIG_PATH": str(folder / "superset_config.py"), "SUPERSET_HOME": str(folder), "FLASK_APP": "superset"}


def _free_port() -> int:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        return int(taken.getsockname()[1])


def _wait(superset: Superset, server: subprocess.Popen[bytes], log: Path) -> None:
    deadline = time.monotonic() + START_S
    while time.monotonic() < deadline and server.poll() is None:
        try:
            with request.urlopen(f"{superset.address}/health", timeout=5):  # noqa: S310 - loopback
                return
        except OSError:
            time.sleep(0.5)
    raise AssertionError(log.read_text()[-3000:])
