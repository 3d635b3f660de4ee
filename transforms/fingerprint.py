"""What this release of `transforms` is, with the tables of a home: what a part is made under, and by what name it is published.

No engine is imported here: whether there is anything to do is known before any is.
"""

import ast
import hashlib
import json
import os
import sys
from collections.abc import Mapping
from dataclasses import dataclass, field
from importlib.metadata import version
from pathlib import Path

from transforms.rows import OVERLAID
from transforms.vocabulary.meanings import WORD_TABLES

HOUSE = Path(__file__).parent
# Tables that say something of one sender each: their rows are among what each part is made from (transforms/decisions.py).
OF_ONE_SENDER = ("senders.csv", "sender_headings.csv")
OF_ESTIMATES = ("estimate_rules.csv",)  # no line depends on them
OF_FIGURES = ("target_populations.csv",)  # no line depends on them, but published figures do
ENGINES = ("polars", "polars-hash", "fastexcel", "python-calamine")
READ_BEFORE = "code.json"  # in the folder of what is kept: digest of a module's bytes -> digest of what it means

Digests = Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Release:
    """Digests of everything a part is made under, by name.

    `tables` count whole; `words` are tables consulted word by word: a part depends on those words of them that it was met with.
    `figures`: tables that no part depends on, but publications do.
    """

    code: str
    tables: Digests
    words: Digests
    figures: Digests = field(default_factory=dict)

    @property
    def tables_id(self) -> str:
        """Names all tables that count whole."""
        return _digest(self.tables)

    @property
    def words_id(self) -> str:
        """Names all tables of words, byte for byte."""
        return _digest(self.words)

    @property
    def fingerprint(self) -> str:
        """The one name of code and tables together."""
        return _digest({"code": self.code, "tables": self.tables_id, "words": self.words_id, "figures": _digest(self.figures)})


def release(overlay: Path | None, kept: Path | None = None) -> Release:
    """The release as it lies here: the code (parsed: comments and docstrings do not count), the engines' versions and all tables.

    `kept`: a folder in which is kept what each module means, by a hash of its bytes, since parsing takes longest.
    """
    tables = _tables(HOUSE / "tables", "tables") | _tables(overlay, "reference")
    whole = {name: digest for name, digest in tables.items() if Path(name).name not in WORD_TABLES + OF_FIGURES}
    figures = {name: digest for name, digest in tables.items() if Path(name).name in OF_FIGURES}
    words = {name: digest for name, digest in tables.items() if Path(name).name in WORD_TABLES}
    return Release(_digest(_code(kept) | _engines()), whole, words, figures)


def fingerprint(overlay: Path | None) -> str:
    """The one name of code and tables together."""
    return release(overlay).fingerprint


def _code(kept: Path | None) -> dict[str, str]:
    sources = {path.relative_to(HOUSE).as_posix(): path.read_bytes() for path in sorted(HOUSE.rglob("*.py"))}
    before = _read_before(kept)
    known = {_sha256(source): source for source in sources.values()}
    meanings = {name: before.get(name) or _sha256(_meaning(source)) for name, source in known.items()}
    if kept and meanings.keys() - before.keys():
        _keep(kept, meanings)
    return {name: meanings[_sha256(source)] for name, source in sources.items()}


def _meaning(source: bytes) -> bytes:
    """A module as its syntax tree, without docstrings and places."""
    tree = ast.parse(source)
    for node in ast.walk(tree):
        if isinstance(node, ast.Module | ast.ClassDef | ast.FunctionDef | ast.AsyncFunctionDef) and ast.get_docstring(node, clean=False):
            node.body = node.body[1:] or [ast.Pass()]
    return ast.dump(tree).encode()


def _read_before(kept: Path | None) -> dict[str, str]:
    """What was kept under this Python; nothing where it cannot be read."""
    try:
        found = json.loads((kept / READ_BEFORE).read_text(encoding="utf-8")) if kept else {}
    except (OSError, ValueError):
        return {}
    same = isinstance(found, dict) and found.pop("python", None) == _python()
    return {str(name): str(meant) for name, meant in found.items()} if same else {}


def _keep(kept: Path, meanings: Digests) -> None:
    unfinished = kept / f".{READ_BEFORE}.{os.getpid()}.tmp"
    try:
        unfinished.write_text(json.dumps({"python": _python(), **meanings}), encoding="utf-8")
        unfinished.replace(kept / READ_BEFORE)
    except OSError:  # a home that can only be looked at
        unfinished.unlink(missing_ok=True)


def _python() -> str:
    """Trees are written out differently by another Python, or by another manner of writing them here."""
    return f"{sys.version_info.major}.{sys.version_info.minor} {_sha256(Path(__file__).read_bytes())}"


def _tables(folder: Path | None, kind: str) -> dict[str, str]:
    """The tables that `transforms` reads, by their bytes. Of a home's folder others may read more."""
    is_shipped = kind == "tables"
    there = sorted(folder.glob("*.csv")) if folder and folder.is_dir() else []
    above = OF_ONE_SENDER + OF_ESTIMATES
    counts = {path for path in there if is_shipped or path.stem in OVERLAID or path.name in OF_FIGURES}
    read = [path for path in there if path in counts and path.name not in above]
    return {f"{kind}/{path.name}": _sha256(path.read_bytes()) for path in read}


def _engines() -> dict[str, str]:
    return {name: version(name) for name in ENGINES}


def _digest(digests: Digests) -> str:
    return _sha256(json.dumps(sorted(digests.items())).encode())


def _sha256(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()
