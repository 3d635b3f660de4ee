"""Cosmic Ray and coverage in an environment of their own, beside the project's: never among what the product is installed with."""

import hashlib
import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

WANTED = ("cosmic-ray==8.7.0", "coverage==7.17.3")
INSTALL_S = 900


class ToolsMissing(Exception):
    """The package index cannot be reached, or does not have them."""


def environment(work: Path) -> Path:
    """The folder of the environment, made at the first call. Raises ToolsMissing with pip's last line."""
    name = hashlib.sha256("\n".join((sys.version, *WANTED)).encode()).hexdigest()[:12]
    folder = work / f"tools-{name}"
    if not folder.joinpath("ready").exists():
        subprocess.run([sys.executable, "-m", "venv", "--clear", folder], check=True)
        _install(folder)
        folder.joinpath("ready").touch()
    return folder


def _install(folder: Path) -> None:
    pip = [folder / "bin/python", "-m", "pip", "install", "--quiet", "--disable-pip-version-check", *WANTED]
    try:
        done = subprocess.run(pip, capture_output=True, text=True, check=False, timeout=INSTALL_S, env=_alone())
    except subprocess.TimeoutExpired:
        raise ToolsMissing(f"not installed within {INSTALL_S} s") from None
    if done.returncode:
        raise ToolsMissing((done.stderr.strip() or done.stdout.strip()).splitlines()[-1])


def asked(folder: Path, question: dict[str, Any]) -> Any:
    """What Cosmic Ray's operators answer."""
    script = Path(__file__).with_name("operators.py")
    command = [folder / "bin/python", "-P", script]
    return json.loads(subprocess.run(command, input=json.dumps(question), capture_output=True, text=True, check=True, env=_alone()).stdout)


def packages(folder: Path) -> Path:
    """Where coverage can be imported from, by the same Python."""
    return next(folder.glob("lib/python3*/site-packages"))


def _alone() -> dict[str, str]:
    return {name: value for name, value in os.environ.items() if name not in ("PYTHONPATH", "PYTHONHOME")}
