"""An error as a person, a script and a scheduler see it: sentences, JSON, an exit code. Never a traceback, never a value."""

import errno
import json
import shutil
from pathlib import Path

from flows.errors import NO_SPACE, ClaimsError, DiskFull, Explained

ANYTHING_ELSE, USAGE, UNUSABLE_EXTRACT, GATE_CLOSED, WAREHOUSE, CONFIGURATION = 1, 2, 11, 12, 13, 14
FULL_DISK = (NO_SPACE, "database or disk is full")
TOO_LITTLE_BYTES = 16 << 20  # with less than this nothing of a run works, whatever it says


def recognised(error: Exception, home: Path) -> Exception:
    """The error behind an error: a full disk shows itself in many words, the system's, an engine's, a Prefect API's that cannot write."""
    is_full_in_words = isinstance(error, OSError) and error.errno in (errno.ENOSPC, errno.EDQUOT)
    is_full_in_words |= not isinstance(error, Explained) and any(words in str(error) for words in FULL_DISK)
    may_follow_from_it = not isinstance(error, Explained) or type(error).__name__ == "ApiDidNotStart"
    return DiskFull(str(home)) if is_full_in_words or (may_follow_from_it and _is_full(home)) else error


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
    if isinstance(error, Explained):
        return {"what": error.what, "where": error.where, "fix": error.fix}
    # An unknown error's text may hold a value of the data: its kind and place are told, its text is not.
    return {
        "what": f"something unforeseen happened ({type(error).__name__}); nothing was published",
        "where": _place(error),
        "fix": "run `claims doctor`; if it finds nothing, report this line",
    }


def _place(error: Exception) -> str:
    trace = error.__traceback__
    place = "unknown"
    while trace is not None:
        module = trace.tb_frame.f_globals.get("__name__", "")
        if module.split(".")[0] in ("flows", "transforms", "expectations", "warehouse"):
            place = f"{module}:{trace.tb_lineno}"
        trace = trace.tb_next
    return place
