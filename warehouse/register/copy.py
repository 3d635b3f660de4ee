"""A copy of the register as it stands, also while another process writes."""

import sqlite3
from contextlib import closing
from pathlib import Path


def copy_register(register: Path, to: Path) -> None:
    """The register with what SQLite has not yet moved into its file: file by file it might be copied in between."""
    address = f"{register.absolute().as_uri()}?mode=ro"
    with closing(sqlite3.connect(address, uri=True)) as source, closing(sqlite3.connect(to)) as copy:
        source.backup(copy)
