"""Why the warehouse cannot be read, built or published. Each says what, where and how to fix it; none holds a personal value."""

from dataclasses import dataclass
from pathlib import Path


class WarehouseError(Exception):
    """Anything wrong with the warehouse; the publication that stands is as it was."""

    @property
    def what(self) -> str:
        """What is wrong, in one sentence."""
        raise NotImplementedError

    @property
    def where(self) -> str:
        """The file or frame concerned."""
        raise NotImplementedError

    @property
    def fix(self) -> str:
        """What to do about it."""
        raise NotImplementedError

    def __str__(self) -> str:
        return f"{self.where}: {self.what} (fix: {self.fix})"


@dataclass(eq=False)
class WarehouseLocked(WarehouseError):
    """Someone holds the file open for writing. `holder` is a process id where DuckDB names one, else ''."""

    file: Path
    holder: str = ""

    def __post_init__(self) -> None:
        super().__init__(self.file, self.holder)

    @property
    def what(self) -> str:
        """Who holds it."""
        return f"is held open for writing by {f'process {self.holder}' if self.holder else 'another connection'}"

    @property
    def where(self) -> str:
        """The file."""
        return str(self.file)

    @property
    def fix(self) -> str:
        """What to do about it."""
        return "close that connection and run again; BI tools should open the file with access_mode=read_only"


@dataclass(eq=False)
class WarehouseUnreadable(WarehouseError):
    """The file (or the link `current`) is damaged or missing; `detail` is the engine's first sentence."""

    file: Path
    detail: str

    def __post_init__(self) -> None:
        super().__init__(self.file, self.detail)

    @property
    def what(self) -> str:
        """What is wrong."""
        return f"cannot be read: {self.detail}"

    @property
    def where(self) -> str:
        """The file."""
        return str(self.file)

    @property
    def fix(self) -> str:
        """What to do about it."""
        return "restore the publication's directory from a backup, or point `current` at an older one under publications/ and run again"


@dataclass(eq=False)
class WarehouseUnwritable(WarehouseError):
    """The operating system refuses to write: rights, a full disk, another file system."""

    path: Path
    detail: str

    def __post_init__(self) -> None:
        super().__init__(self.path, self.detail)

    @property
    def what(self) -> str:
        """What is wrong."""
        return f"cannot be written: {self.detail}"

    @property
    def where(self) -> str:
        """The path."""
        return str(self.path)

    @property
    def fix(self) -> str:
        """What to do about it."""
        return "make room and give this user write access there (warehouse/ must be one file system), then run again"


@dataclass(eq=False)
class CandidateOpen(WarehouseError):
    """The sealed candidate is still held by a connection, or its log was not folded in; it must not be published."""

    file: Path
    detail: str

    def __post_init__(self) -> None:
        super().__init__(self.file, self.detail)

    @property
    def what(self) -> str:
        """What is wrong."""
        return f"the candidate is not closed: {self.detail}"

    @property
    def where(self) -> str:
        """The file."""
        return str(self.file)

    @property
    def fix(self) -> str:
        """What to do about it."""
        return "close every cursor and engine made on the candidate's connection before sealing it"


@dataclass(eq=False)
class ContentRefused(WarehouseError):
    """A frame handed in for a candidate does not have its contract's shape, grain or codes."""

    frame: str
    problem: str

    def __post_init__(self) -> None:
        super().__init__(self.frame, self.problem)

    @property
    def what(self) -> str:
        """What is wrong."""
        return f"the frame {self.problem}"

    @property
    def where(self) -> str:
        """The frame."""
        return f"content.{self.frame}"

    @property
    def fix(self) -> str:
        """What to do about it."""
        return "see warehouse/content.py for the frame's columns and grain; a new code also needs its row in the reference table"


@dataclass(eq=False)
class PublicationUnbalanced(WarehouseError):
    """accepted = effective + duplicate + superseded + waiting does not hold; nothing is published from it."""

    accepted: int
    accounted: int
    unit: str

    def __post_init__(self) -> None:
        super().__init__(self.accepted, self.accounted, self.unit)

    @property
    def what(self) -> str:
        """What is wrong."""
        return f"{self.accepted} {self.unit} were accepted but {self.accounted} are accounted for"

    @property
    def where(self) -> str:
        """The ledger."""
        return "the publication's ledger"

    @property
    def fix(self) -> str:
        """What to do about it."""
        return "report it: this is a fault of the program, and nothing was published"


@dataclass(eq=False)
class PublicationOutOfOrder(WarehouseError):
    """A publication does not follow the one that stands."""

    number: int
    standing: int | None
    detail: str

    def __post_init__(self) -> None:
        super().__init__(self.number, self.standing, self.detail)

    @property
    def what(self) -> str:
        """What is wrong."""
        return self.detail

    @property
    def where(self) -> str:
        """Both numbers."""
        return f"publication {self.number} after {self.standing or 'none'}"

    @property
    def fix(self) -> str:
        """What to do about it."""
        return "run again: another run has published meanwhile"


@dataclass(eq=False)
class QueryRefused(WarehouseError):
    """A query that is not one reading statement, or that the engine refuses."""

    detail: str
    advice: str

    def __post_init__(self) -> None:
        super().__init__(self.detail, self.advice)

    @property
    def what(self) -> str:
        """What is wrong."""
        return self.detail

    @property
    def where(self) -> str:
        """The query."""
        return "the query"

    @property
    def fix(self) -> str:
        """What to do about it."""
        return self.advice
