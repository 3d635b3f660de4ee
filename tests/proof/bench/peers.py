"""The peers' environment: a venv of its own, made of peers.txt, that nothing of the product is installed into."""

import subprocess
import sys
from pathlib import Path

PINNED = Path(__file__).with_name("peers.txt")
LIMIT_S = 1800


class PeersMissing(Exception):
    """The packages could not be had; the sentence says why."""


_missing: dict[Path, PeersMissing] = {}  # tried once in a process: what could not be had is not asked for by each contender


def peers_python(scratch: Path) -> Path:
    """The interpreter of the peers' environment, which is made where it is not there yet or peers.txt has changed. Raises PeersMissing."""
    folder = scratch / "peers"
    python, made_of = folder / "bin" / "python", folder / "made-of.txt"
    pinned = PINNED.read_text()
    if made_of.exists() and made_of.read_text() == pinned:
        return python
    if folder in _missing:
        raise _missing[folder]
    try:
        _run([sys.executable, "-m", "venv", "--clear", str(folder)])
        _run([str(python), "-m", "pip", "install", "--quiet", "--disable-pip-version-check", "--requirement", str(PINNED)])
    except (subprocess.SubprocessError, OSError) as failure:
        _missing[folder] = PeersMissing(f"the packages of peers.txt could not be installed: {_why(failure)}")
        raise _missing[folder] from failure
    made_of.write_text(pinned)
    return python


def _run(command: list[str]) -> None:
    subprocess.run(command, check=True, capture_output=True, text=True, timeout=LIMIT_S)


def _why(failure: Exception) -> str:
    """What pip says of it; never its whole output, which names indexes."""
    if isinstance(failure, subprocess.TimeoutExpired):
        return f"it took longer than {LIMIT_S} s"
    errors = [line for line in str(getattr(failure, "stderr", "")).splitlines() if line.startswith("ERROR")]
    return errors[-1] if errors else f"{type(failure).__name__}: no reason was given"
