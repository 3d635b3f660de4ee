"""Why an export cannot be made. What the folder showed before, it shows still."""

from pathlib import Path

from flows.errors import ClaimsError, UsageRefused


class ExportFolderRefused(UsageRefused):
    """The folder is no place for this export: it belongs to another, or lies in the home."""

    def __init__(self, what: str, folder: Path, fix: str = "name another folder") -> None:
        super().__init__(what, str(folder), fix)


class ExportFailed(ClaimsError):
    """The folder, often a share, does not take what is written; `detail` is the system's word."""

    exit_code = 13

    def __init__(self, path: Path, detail: str) -> None:
        self.path, self.detail = path, detail
        super().__init__(
            f"the export cannot be written: {detail}; readers see what was there before",
            str(path),
            "make room there, give this user write access, see that the share is mounted; then run `claims export` again",
        )


class NoPublicFile(ClaimsError):
    """The publication that stands has no file for the public."""

    exit_code = 13

    def __init__(self, file: Path) -> None:
        super().__init__("the publication that stands has no public file", str(file), "publish anew with this version, then export again")
