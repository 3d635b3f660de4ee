"""Why the warehouse cannot be read, built or published. Each says what, where and how to fix it; none holds a personal value."""

from pathlib import Path


class WarehouseError(Exception):
    """Anything wrong with the warehouse; the publication that stands is as it was."""

    def __init__(self, what: str, where: str, fix: str) -> None:
        super().__init__(what, where, fix)
        self.what, self.where, self.fix = what, where, fix

    def __str__(self) -> str:
        return f"{self.where}: {self.what} (fix: {self.fix})"


class WarehouseLocked(WarehouseError):
    """Someone holds the file open for writing. `holder` is a process id where DuckDB names one, else ''."""

    def __init__(self, file: Path, holder: str = "") -> None:
        self.file, self.holder = file, holder
        super().__init__(
            f"the file is held open for writing by {f'process {holder}' if holder else 'another connection'}",
            str(file),
            "close that connection and run again; BI tools should open the file with access_mode=read_only",
        )


class WarehouseUnreadable(WarehouseError):
    """The file (or the link `current`) is damaged or missing; `detail` is the engine's first sentence."""

    def __init__(self, file: Path, detail: str) -> None:
        self.file, self.detail = file, detail
        super().__init__(
            f"the file cannot be read: {detail}",
            str(file),
            "restore the publication's directory from a backup, or have the newest whole one stand again: claims publish --restore",
        )


class WarehouseUnwritable(WarehouseError):
    """The operating system refuses to write: rights, a full disk, another file system."""

    def __init__(self, path: Path, detail: str) -> None:
        self.path, self.detail = path, detail
        super().__init__(
            f"nothing can be written there: {detail}",
            str(path),
            "make room and give this user write access there (warehouse/ must be one file system), then run again",
        )


class PathNotForUri(WarehouseError):
    """The file's path has a `?`, at which a database URI ends it: a tool would open another file."""

    def __init__(self, file: Path) -> None:
        self.file = file
        super().__init__("the path has a '?', with which no tool can open it by a URI", str(file), "move the home to a folder without one")


class CandidateOpen(WarehouseError):
    """The sealed candidate is still held by a connection, or its log was not folded in; it must not be published."""

    def __init__(self, file: Path, detail: str) -> None:
        self.file, self.detail = file, detail
        super().__init__(
            f"the candidate is not closed: {detail}",
            str(file),
            "close every cursor and engine made on the candidate's connection before sealing it",
        )


class ContentRefused(WarehouseError):
    """A frame handed in for a candidate does not have its contract's shape, grain or codes."""

    def __init__(self, frame: str, problem: str) -> None:
        self.frame, self.problem = frame, problem
        super().__init__(
            f"the frame {problem}",
            f"content.{frame}",
            "see warehouse/content.py for the frame's columns and grain; a new code also needs its row in the reference table",
        )


class PublicationUnbalanced(WarehouseError):
    """accepted = effective + duplicate + superseded + waiting does not hold; nothing is published from it."""

    def __init__(self, accepted: int, accounted: int, unit: str) -> None:
        self.accepted, self.accounted, self.unit = accepted, accounted, unit
        super().__init__(
            f"{accepted} {unit} were accepted but {accounted} are accounted for",
            "the publication's ledger",
            "report it: this is a fault of the program, and nothing was published",
        )


class PublicationOutOfOrder(WarehouseError):
    """A publication does not follow the one that stands."""

    def __init__(self, number: int, standing: int | None, detail: str) -> None:
        self.number, self.standing, self.detail = number, standing, detail
        super().__init__(detail, f"publication {number} after {standing or 'none'}", "run again: another run has published meanwhile")


class QueryRefused(WarehouseError):
    """A query that is not one reading statement, or that the engine refuses."""

    def __init__(self, detail: str, advice: str) -> None:
        self.detail = detail
        super().__init__(detail, "the query", advice)


class BulletinUnready(WarehouseError):
    """The publication was made by a release whose files lack relations that a bulletin shows."""

    def __init__(self, file: Path, missing: list[str]) -> None:
        self.missing = missing
        super().__init__(
            f"the publication has no mart.{', mart.'.join(missing)}: an earlier release made it",
            str(file),
            "publish anew with this release: claims backfill over the periods that are published",
        )
