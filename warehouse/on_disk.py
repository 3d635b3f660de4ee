"""What a publication's file is called, and how what was written is brought to disk. No engine is imported here."""

import os
from pathlib import Path

FILE_NAME = "claims.duckdb"


def sync(path: Path) -> None:
    """Bring a file or directory to disk."""
    descriptor = os.open(path, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
