"""What can be wrong with the register."""

from pathlib import Path


class RegisterError(Exception):
    """The register cannot be used. `what`, `where` and `fix` say the rest."""

    what: str
    where: str
    fix: str


class MigrationChanged(RegisterError):
    """A migration that this register has applied reads differently today."""

    def __init__(self, name: str) -> None:
        super().__init__(name)
        self.what = f"migration {name} was applied to this register and has been edited since"
        self.where = f"warehouse/register/migrations/{name}.sql"
        self.fix = "restore the file and put the change into a new, higher-numbered migration"


class RegisterUnreadable(RegisterError):
    """The register's file is damaged, or not a register at all."""

    def __init__(self, path: Path, reason: str) -> None:
        super().__init__(reason)
        self.what = f"the register cannot be read ({reason})"
        self.where = str(path)
        self.fix = "restore it from a backup; extracts in landing/ and vault/ are untouched"
