"""Errors on their way through Prefect, which writes down whatever ends a run."""

import errno
import traceback

import pytest

from flows.errors import NO_SPACE, UsageRefused
from flows.unforeseen import Unforeseen, wordless

SOMEBODY = "Kanariyanto 3316104503987731"


@wordless
def broken(error: Exception) -> None:
    try:
        int(SOMEBODY)
    except ValueError:
        raise error  # noqa: B904 - the chain is what the test is about


def said_of(error: Exception) -> tuple[Exception, str]:
    with pytest.raises(Exception) as caught:  # noqa: PT011 - whatever comes
        broken(error)
    return caught.value, "".join(traceback.format_exception(caught.value))


def test_an_error_that_nobody_foresaw_is_told_by_kind_and_place_and_its_words_are_not() -> None:
    error, said = said_of(ValueError(f"could not parse {SOMEBODY}"))
    assert isinstance(error, Unforeseen)
    assert "(ValueError)" in error.what
    assert SOMEBODY not in said


def test_an_error_of_ours_passes_without_what_led_to_it() -> None:
    ours = UsageRefused("what", "where", "fix")
    error, said = said_of(ours)
    assert error is ours
    assert SOMEBODY not in said


def test_a_full_disk_is_still_one_and_names_no_file() -> None:
    error, said = said_of(OSError(errno.ENOSPC, NO_SPACE, SOMEBODY))
    assert isinstance(error, OSError)
    assert error.errno == errno.ENOSPC
    assert SOMEBODY not in said
