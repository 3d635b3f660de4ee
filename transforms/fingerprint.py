"""What this release of `transforms` is, as one hash: a part made under another fingerprint is stale."""

import ast
import hashlib
from importlib.metadata import version
from pathlib import Path

HOUSE = Path(__file__).parent
# Tables that say something of one sender each: their rows are among what each part is made from (transforms/decisions.py).
OF_ONE_SENDER = ("senders.csv", "sender_headings.csv")
ENGINES = ("polars", "polars-hash", "fastexcel", "python-calamine")


def fingerprint(overlay: Path | None) -> str:
    """SHA-256 over the code (parsed: comments and docstrings do not count), all reference tables, and the engines' versions."""
    account = hashlib.sha256()
    for name, content in [*_code(), *_tables(HOUSE / "tables", "tables"), *_tables(overlay, "overlay"), *_engines()]:
        account.update(f"{name}\0{len(content)}\0".encode() + content)
    return account.hexdigest()


def _code() -> list[tuple[str, bytes]]:
    return [(path.relative_to(HOUSE).as_posix(), _meaning(path)) for path in sorted(HOUSE.rglob("*.py"))]


def _meaning(path: Path) -> bytes:
    """The module as its syntax tree, without docstrings and places."""
    tree = ast.parse(path.read_bytes())
    for node in ast.walk(tree):
        if isinstance(node, ast.Module | ast.ClassDef | ast.FunctionDef | ast.AsyncFunctionDef) and ast.get_docstring(node, clean=False):
            node.body = node.body[1:] or [ast.Pass()]
    return ast.dump(tree).encode()


def _tables(folder: Path | None, kind: str) -> list[tuple[str, bytes]]:
    found = sorted(path for path in folder.glob("*.csv") if path.name not in OF_ONE_SENDER) if folder and folder.is_dir() else []
    return [(f"{kind}/{path.name}", path.read_bytes()) for path in found]


def _engines() -> list[tuple[str, bytes]]:
    return [(name, version(name).encode()) for name in ENGINES]
