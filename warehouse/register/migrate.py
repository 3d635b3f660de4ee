"""Numbered, forward-only migrations of the register, each applied once and in its own transaction."""

import hashlib
import sqlite3
from dataclasses import dataclass
from pathlib import Path

from warehouse.register.errors import MigrationChanged

MIGRATIONS = Path(__file__).parent / "migrations"
HISTORY = "create table if not exists migration (name text primary key, sha256 text not null)"


@dataclass(frozen=True, slots=True)
class Migration:
    """One file of the migrations folder."""

    name: str
    sql: str

    @property
    def sha256(self) -> str:
        """Names the text, so that editing an applied migration is noticed."""
        return hashlib.sha256(self.sql.encode()).hexdigest()


def known(folder: Path = MIGRATIONS) -> list[Migration]:
    """Every migration of the folder, in the order of their numbers."""
    return [Migration(path.stem, path.read_text(encoding="utf-8")) for path in sorted(folder.glob("*.sql"))]


def pending(connection: sqlite3.Connection, migrations: list[Migration]) -> list[Migration]:
    """The migrations that this register has not seen. An applied one that was edited since raises MigrationChanged."""
    applied: dict[str, str] = dict(connection.execute("select name, sha256 from migration").fetchall())
    for migration in migrations:
        if applied.get(migration.name, migration.sha256) != migration.sha256:
            raise MigrationChanged(migration.name)
    return [migration for migration in migrations if migration.name not in applied]


def migrate(connection: sqlite3.Connection, migrations: list[Migration]) -> None:
    """Bring the register to the newest shape. A migration and its record are one transaction."""
    connection.execute(HISTORY)
    for migration in pending(connection, migrations):
        record = f"insert into migration values ('{migration.name}', '{migration.sha256}')"
        connection.executescript(f"begin immediate;\n{migration.sql}\n;{record};\ncommit;")
