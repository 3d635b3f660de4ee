"""An error as a person, a script and a scheduler see it: sentences, JSON, an exit code. Never a traceback, never a value."""

import errno
import json

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
BY_NAME = {"GateClosed": GATE_CLOSED, "QueryRefused": 2, "RowsUnaccounted": ANYTHING_ELSE}


def exit_code(error: Exception) -> int:
    """The stable exit code of an error (design.md §4.2)."""
    known = _known(error)
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


def _known(error: Exception) -> Exception:
    if isinstance(error, OSError) and error.errno in (errno.ENOSPC, errno.EDQUOT):
        return DiskFull(error.filename or "the home's disk")
    if not isinstance(error, Explained) and NO_SPACE in str(error):  # the engines wrap the system's error into their own
        return DiskFull("the home's disk")
    return error


def _told(error: Exception) -> dict[str, str]:
    known = _known(error)
    if isinstance(known, Explained):
        return {"what": known.what, "where": known.where, "fix": known.fix}
    # An unknown error's text may hold a value of the data: its kind and place are told, its text is not.
    return {
        "what": f"something unforeseen happened ({type(known).__name__}); nothing was published",
        "where": _place(known),
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
