"""SHA256SUMS beside the files of a publication: the bytes they had when they were published, in the form `sha256sum --check` reads.

DuckDB's own checksum covers only the used part of a block, and only blocks that are read; a content hash covers what the marts show.
"""

import hashlib
from pathlib import Path

SUMS = "SHA256SUMS"


def keep_sums(folder: Path) -> None:
    """Write down the bytes of every published file of a folder."""
    told = [f"{_sha256(path)}  {path.name}\n" for path in sorted(folder.glob("*.duckdb"))]
    (folder / SUMS).write_text("".join(told), encoding="ascii")


def has_other_bytes(file: Path) -> bool:
    """Whether a published file has other bytes than those written down; False where an older release published it and wrote none."""
    sums = file.with_name(SUMS)
    if not sums.exists():
        return False
    known = (line.partition("  ") for line in sums.read_text(encoding="ascii", errors="replace").splitlines())
    return {name: digest for digest, _, name in known}.get(file.name) != _sha256(file)


def _sha256(path: Path) -> str:
    with path.open("rb") as opened:
        return hashlib.file_digest(opened, "sha256").hexdigest()
