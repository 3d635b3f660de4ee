"""Clients installed beside the project, each with the versions it wants: once per machine, and not run where they cannot be installed."""

import fcntl
import hashlib
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

BESIDE = Path(tempfile.gettempdir()) / "claims-clients"
INSTALL_S = 1500


def python_with(name: str, *requirements: str) -> Path:
    """The bin folder of an environment with these packages. Skips, saying why, where pip cannot install them."""
    folder = _folder(name, requirements)
    with _once(folder) as is_new:
        if is_new:
            subprocess.run([sys.executable, "-m", "venv", "--clear", folder / "venv"], check=True)
            pip = [folder / "venv/bin/python", "-m", "pip", "install", "--quiet", "--disable-pip-version-check", *requirements]
            _install(name, pip, folder)
    return folder / "venv" / "bin"


def node_with(name: str, *packages: str, **manifest: object) -> Path:
    """A folder whose node_modules has these packages. Skips, saying why, where Node is missing or npm cannot install them."""
    import json

    if shutil.which("npm") is None or shutil.which("node") is None:
        pytest.skip(f"not run: {name} needs node and npm")
    folder = _folder(name, (*packages, str(manifest)))
    with _once(folder) as is_new:
        if is_new:
            folder.joinpath("package.json").write_text(json.dumps({"private": True, "type": "module"} | manifest))
            _install(name, ["npm", "install", "--no-audit", "--no-fund", *packages], folder)
    return folder


def _folder(name: str, wanted: tuple[str, ...]) -> Path:
    version = hashlib.sha256("\n".join((sys.version, *wanted)).encode()).hexdigest()[:12]
    return BESIDE / f"{name}-{version}"


@contextmanager
def _once(folder: Path) -> Iterator[bool]:
    """Whether it has still to be installed; others wait meanwhile. What fails is tried again the next time."""
    folder.mkdir(parents=True, exist_ok=True)
    ready = folder / "ready"
    with (folder / "lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        is_new = not ready.exists()
        yield is_new
        ready.touch()


def _install(name: str, command: list[str | Path], folder: Path) -> None:
    gentle = ["nice", *command] if shutil.which("nice") else command
    try:
        done = subprocess.run(gentle, cwd=folder, capture_output=True, text=True, check=False, timeout=INSTALL_S, env=_environment())
    except subprocess.TimeoutExpired:
        pytest.skip(f"not run: {name} was not installed within {INSTALL_S} s")
    if done.returncode:
        last = (done.stderr.strip() or done.stdout.strip()).splitlines()[-1]
        pytest.skip(f"not run: {name} cannot be installed here ({last})")


def _environment() -> dict[str, str]:
    return {name: value for name, value in os.environ.items() if name not in ("PYTHONPATH", "PYTHONHOME")}
