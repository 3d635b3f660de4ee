"""An error that nobody foresaw, without its words: they may hold a value of the data, and Prefect writes down what ends a run."""

import errno
from collections.abc import Callable
from functools import wraps
from typing import ParamSpec, TypeVar

from flows.errors import NO_SPACE, ClaimsError, Explained

ROOMS = ("flows", "transforms", "expectations", "warehouse")
FULL_DISK = (NO_SPACE, "database or disk is full")

Given = ParamSpec("Given")
Answer = TypeVar("Answer")


class Unforeseen(ClaimsError):
    """Something went wrong that has no name: its kind and place are told, its words are not."""


def unforeseen(error: BaseException) -> Unforeseen:
    """The same error as it may be shown and kept."""
    return Unforeseen(
        f"something unforeseen happened ({type(error).__name__}); nothing was published",
        _place(error),
        "run `claims doctor`; if it finds nothing, report this line",
    )


def is_full_disk(error: BaseException) -> bool:
    """A full disk shows itself in many words, the system's, an engine's, a Prefect API's that cannot write."""
    return (isinstance(error, OSError) and error.errno in (errno.ENOSPC, errno.EDQUOT)) or any(words in str(error) for words in FULL_DISK)


def wordless(function: Callable[Given, Answer]) -> Callable[Given, Answer]:
    """The function for Prefect to run: of an error that is not one of ours it learns kind and place, of ours not what led to it."""

    @wraps(function)
    def told(*given: Given.args, **named: Given.kwargs) -> Answer:
        try:
            return function(*given, **named)
        except Exception as error:  # noqa: BLE001 - whatever it is
            kept = _fit_to_be_kept(error)
        kept.__cause__ = kept.__context__ = None
        raise kept

    return told


def _fit_to_be_kept(error: Exception) -> Exception:
    if isinstance(error, Explained):
        return error
    return OSError(errno.ENOSPC, NO_SPACE) if is_full_disk(error) else unforeseen(error)


def _place(error: BaseException) -> str:
    trace, place = error.__traceback__, "unknown"
    while trace is not None:
        module = trace.tb_frame.f_globals.get("__name__", "")
        if module.split(".")[0] in ROOMS and module != __name__:
            place = f"{module}:{trace.tb_lineno}"
        trace = trace.tb_next
    return place
