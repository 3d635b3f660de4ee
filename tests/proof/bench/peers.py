"""The peers' environment: a venv of its own, made of peers.txt, that nothing of the product is installed into."""

import subprocess
import sys
from pathlib import Path

PINNED = Path(__file__).with_name("peers.txt")
LIMIT_S = 900


class PeersMissing(Exception):
    """The packages could not be had; the sentence says why."""


def peers_python(scratch: Path) -> Path:
    """The interpreter of the peers' environment, which is made where it is not there yet or peers.txt has changed. Raises PeersMissing."""
    folder = scratch / "peers"
    python, made_of = folder / "bin" / "python", folder / "made-of.txt"
    pinned = PINNED.read_text()
    if made_of.exists() and made_of.read_text() == pinned:
        return python
    try:
        subprocess.run([sys.executable, "-m", "venv", "--clear", str(folder)], check=True, capture_output=True, timeout=LIMIT_S)
        install = [str(python), "-m", "pip", "install", "--quiet", "--disable-pip-version-check", "--requirement", str(PINNED)]
        subprocess.run(install, check=True, capture_output=True, text=True, timeout=LIMIT_S)
    except (subprocess.SubprocessError, OSError) as failure:
        said = getattr(failure, "stderr", None) or str(failure)
        last = str(said).strip().splitlines()[-1:] or ["no reason was given"]
        raise PeersMissing(f"the packages of peers.txt could not be installed: {last[0]}") from failure
    made_of.write_text(pinned)
    return python
