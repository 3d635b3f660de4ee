"""Where statements lie: those shipped with the project, those of the home, and any other file."""

from pathlib import Path

from expectations.reconciliation.errors import StatementNotFound

SHIPPED = Path(__file__).parent / "statements"


def shipped_statements() -> list[str]:
    """The names of the statements that come with the project."""
    return _names(SHIPPED)


def find_statement(name_or_path: str, site: Path | None = None) -> Path:
    """The file meant: a path that exists, else a name in the site's folder of statements, else a shipped one."""
    as_path = Path(name_or_path)
    if as_path.is_file():
        return as_path
    folders = [folder for folder in (site, SHIPPED) if folder is not None]
    stem = name_or_path.removesuffix(".yaml")
    for folder in folders:
        if stem in _names(folder):
            return folder / f"{stem}.yaml"
    raise StatementNotFound(name_or_path, sorted({name for folder in folders for name in _names(folder)}))


def _names(folder: Path) -> list[str]:
    return sorted(path.stem for path in folder.glob("*.yaml"))
