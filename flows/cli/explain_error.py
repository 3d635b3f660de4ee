"""An error as a person, a script and a scheduler see it: sentences, JSON, an exit code. Never a traceback, never a value."""

import json
import shutil
from pathlib import Path

from flows.errors import ClaimsError, DiskFull, Explained
from flows.unforeseen import is_full_disk, unforeseen
from transforms.read.masking import without_typed_numbers

ANYTHING_ELSE, USAGE, UNUSABLE_EXTRACT, GATE_CLOSED, WAREHOUSE, CONFIGURATION = 1, 2, 11, 12, 13, 14
TOO_LITTLE_BYTES = 16 << 20  # with less than this nothing of a run works, whatever it says


def recognised(error: Exception, home: Path) -> Exception:
    """The error behind an error: a full disk shows itself in many words, the system's, an engine's, a Prefect API's that cannot write."""
    is_full = not isinstance(error, Explained) and is_full_disk(error)
    may_follow_from_it = not isinstance(error, Explained) or type(error).__name__ in ("ApiDidNotStart", "Unforeseen")
    return DiskFull(str(home)) if is_full or (may_follow_from_it and _is_full(home)) else error


def _is_full(home: Path) -> bool:
    there = next(folder for folder in (home.absolute(), *home.absolute().parents) if folder.exists())
    return shutil.disk_usage(there).free < TOO_LITTLE_BYTES


def exit_code(error: Exception) -> int:
    """The stable exit code of an error (design.md §4.2)."""
    if isinstance(error, ClaimsError):
        return error.exit_code
    return next((code for kinds, code in _codes() if isinstance(error, kinds)), ANYTHING_ELSE)


def _codes() -> list[tuple[tuple[type[Exception], ...], int]]:
    """The rooms below `flows` know no exit codes; their errors get them here, the more special before the more general."""
    from expectations.errors import GateClosed, SuiteRefused
    from expectations.reconciliation.errors import StatementNotFound, StatementRefused
    from flows.sample.errors import SampleRefused
    from transforms.errors import ExtractRefused
    from transforms.reference import ReferenceTableRefused
    from transforms.vocabulary.errors import VocabularyRefused
    from warehouse.errors import QueryRefused, WarehouseError
    from warehouse.register.errors import RegisterError

    return [
        ((QueryRefused, StatementNotFound, StatementRefused, SampleRefused), USAGE),
        ((ExtractRefused,), UNUSABLE_EXTRACT),
        ((GateClosed,), GATE_CLOSED),
        ((WarehouseError, RegisterError), WAREHOUSE),
        ((SuiteRefused, ReferenceTableRefused, VocabularyRefused), CONFIGURATION),
    ]


def as_sentences(error: Exception) -> str:
    """What, where and how to fix, on three lines."""
    told = _told(error)
    return f"{told['what']}\n  where: {told['where']}\n  fix: {told['fix']}"


def as_json(error: Exception) -> str:
    """The same for a script."""
    return json.dumps({"error": _told(error) | {"code": exit_code(error)}}, ensure_ascii=False)


def _told(error: Exception) -> dict[str, str]:
    told = error if isinstance(error, Explained) else unforeseen(error)
    words = {"what": told.what, "where": told.where, "fix": told.fix}
    return {name: without_typed_numbers(text) for name, text in words.items()}
