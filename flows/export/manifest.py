"""What `current.json` says: which publication the folder shows, and which files it is made of. Its readers need nothing else."""

import json
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any, Literal

from flows.export.errors import ExportFailed, ExportFolderRefused

Format = Literal["parquet", "csv", "duckdb"]
FORMATS: tuple[Format, ...] = ("parquet", "csv", "duckdb")
NAME = "current.json"
MARK = "export.json"  # in the folder of one format: what it holds; without it the folder is not ours


@dataclass(frozen=True, slots=True)
class ExportedFile:
    """A file under <publication>/<format>/. `relation`: the table it holds, '' for a whole warehouse."""

    name: str
    relation: str
    rows: int | None
    size: int
    sha256: str


@dataclass(frozen=True, slots=True)
class Manifest:
    """`publication` and the files by format; `held`: stable names that still show an earlier one, because a reader has them open."""

    publication: int
    record_hash: str
    scope: str  # internal | public
    published_at: str
    formats: dict[Format, list[ExportedFile]]
    held: list[str] = field(default_factory=list)

    def as_json(self) -> str:
        """As it stands in the folder: each file with its path, so that a reader has to put nothing together."""
        told = asdict(self)
        for form, files in told["formats"].items():
            for file in files:
                file["path"] = f"{self.publication}/{form}/{file['name']}"
        return json.dumps(told, indent=2)


def read_manifest(folder: Path) -> Manifest | None:
    """What the folder shows now; None where nothing was ever exported to it. Raises ExportFolderRefused for another's current.json.

    Raises ExportFailed where it cannot be read.
    """
    path = folder / NAME
    try:
        if not path.exists():
            return None
        told = json.loads(path.read_text(encoding="utf-8"))
        formats = {form: _files(told["formats"][form]) for form in told["formats"]}
        return Manifest(**{name: told[name] for name in ("publication", "record_hash", "scope", "published_at", "held")}, formats=formats)
    except OSError as error:
        raise ExportFailed(path, error.strerror or type(error).__name__) from None
    except (ValueError, KeyError, TypeError, AttributeError):
        raise ExportFolderRefused(f"its {NAME} was not written by `claims export`", folder) from None


def mark_of(folder: Path) -> list[ExportedFile] | None:
    """What the folder of one format says it holds; None where it says nothing."""
    try:
        return _files(json.loads((folder / MARK).read_text(encoding="utf-8")))
    except (OSError, ValueError, KeyError, TypeError):
        return None


def _files(told: list[dict[str, Any]]) -> list[ExportedFile]:
    return [ExportedFile(one["name"], one["relation"], one["rows"], one["size"], one["sha256"]) for one in told]
