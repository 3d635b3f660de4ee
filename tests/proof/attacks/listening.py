"""Where the processes of a home listen, as the kernel tells it (Linux)."""

import ipaddress
import struct
import time
from collections.abc import Iterator
from pathlib import Path

from tests.acceptance.claims_home import ClaimsHome

LISTEN = "0A"
PATIENCE_S = 180.0


def addresses(home: Path) -> set[str]:
    """Every address on which a process listens that has this home in its arguments."""
    held = {inode for process in _processes(home) for inode in _sockets(process)}
    return {address for address, inode in _listening() if inode in held}


def seen_during(home: ClaimsHome, *arguments: str, patience_s: float = PATIENCE_S) -> set[str]:
    """Run `claims` until it listens somewhere, and for a moment longer; all addresses seen."""
    found: set[str] = set()
    with home.running(*arguments) as process:
        deadline = time.monotonic() + patience_s
        while process.poll() is None and time.monotonic() < deadline and not found:
            found |= addresses(home.root)
            time.sleep(0.1)
        until = time.monotonic() + 3
        while process.poll() is None and time.monotonic() < until:
            found |= addresses(home.root)
            time.sleep(0.1)
        process.terminate()
        process.communicate()
    return found


def _processes(home: Path) -> Iterator[Path]:
    for process in Path("/proc").iterdir():
        try:
            if process.name.isdecimal() and str(home).encode() in (process / "cmdline").read_bytes():
                yield process
        except OSError:  # it has ended
            continue


def _sockets(process: Path) -> Iterator[str]:
    try:
        for descriptor in (process / "fd").iterdir():
            target = str(descriptor.readlink())
            if target.startswith("socket:["):
                yield target[len("socket:[") : -1]
    except OSError:
        return


def _listening() -> Iterator[tuple[str, str]]:
    for table in ("/proc/net/tcp", "/proc/net/tcp6"):
        path = Path(table)
        for line in path.read_text().splitlines()[1:] if path.exists() else ():
            fields = line.split()
            if fields[3] == LISTEN:
                yield _address(fields[1].split(":")[0]), fields[9]


def _address(hexadecimal: str) -> str:
    """Words of four bytes, each in the order of this machine."""
    words = [int(hexadecimal[at : at + 8], 16) for at in range(0, len(hexadecimal), 8)]
    return str(ipaddress.ip_address(b"".join(struct.pack("=I", word) for word in words)))
