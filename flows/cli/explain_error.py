"""An error as a person, a script and a scheduler see it: sentences, JSON, an exit code. Never a traceback, never a value."""

import errno
import json
import shutil
from pathlib import Path

from flows.errors import NO_SPACE, ClaimsError, DiskFull, Explained

UNUSABLE_EXTRACT, GATE_CLOSED, WAREHOUSE, CONFIGURATION, ANYTHING_ELSE = 11, 12, 13, 14, 1
BY_ROOM = {  # the rooms below `flows` know no exit codes; their errors are told apart by where they are defined
    "transforms.errors": UNUSABLE_EXTRACT,
    "transforms.reference": CONFIGURATION,
    "transforms.manifest": UNUSABLE_EXTRACT,
    "warehouse": WAREHOUSE,
    "expectations.errors": CONFIGURATION,
    "expectations.reconciliation": 2,
    "flows.orchestrator": CONFIGURATION,
}
FULL_DISK = (NO_SPACE, "database or disk is full")
TOO_LITTLE_BYTES = 16 << 20  # with less than this nothing of a run works, whatever it says
BY_NAME = {"GateClosed": GATE_CLOSED, "QueryRefused": 2, "RowsUnaccounted": ANYTHING_ELSE}


def recognised(error: Exception, home: Path) -> Exception:
    """The error behind an error: a full disk shows itself in many words, the system's, an engine's, a Prefect API's that cannot write."""
    is_full_in_words = isinstance(error, OSError) and error.errno in (errno.ENOSPC, errno.EDQUOT)
    is_full_in_words |= not isinstance(error, Explained) and any(words in str(error) for words in FULL_DISK)
    may_follow_from_it = not isinstance(error, Explained) or type(error).__name__ == "ApiDidNotStart"
    return DiskFull(str(home)) if is_full_in_words or (may_follow_from_it and _is_full(home)) else error


def _is_full(home: Path) -> bool:
    there = next(folder for folder in (home.absolute(), *home.absolute().parents) if folder.exists())
    return shutil.disk_usage(there).free < TOO_LITTLE_BYTES


def exit_code(known: Exception) -> int:
    """The stable exit code of an error (design.md §4.2)."""
    if isinstance(known, ClaimsError):
        return known.exit_code
    if (by_name := BY_NAME.get(type(known).__name__)) is not None:
        return by_name
    module = type(known).__module__
    return next((code for room, code in BY_ROOM.items() if module == room or module.startswith(room + ".")), ANYTHING_ELSE)


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
