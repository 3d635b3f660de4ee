"""Mutants that change nothing that can be seen: module, function, what is changed, and why it is none. Each was looked at by hand."""

from typing import NamedTuple

from tests.proof.mutants.sites import Mutant


class Equivalent(NamedTuple):
    """Every mutant of the function whose change has these words in it."""

    module: str
    function: str
    change: str
    reason: str


SLICES = "into how many slices keys are cut is a matter of memory: each key is whole in one of them"
ONE_ROW = "there is one row, which is the first and the last"
EQUIVALENT = (
    Equivalent("transforms/effective.py", "", "SLICE_LINES", SLICES),
    Equivalent("transforms/effective.py", "_recurring_keys", "SLICE_LINES", SLICES),
    Equivalent("transforms/causes.py", "", "SLICE_LINES", SLICES),
    Equivalent("transforms/causes.py", "_changed_keys", "SLICE_LINES", SLICES),
    Equivalent("transforms/causes.py", "_changed_keys", "slices > 1", SLICES),
    Equivalent(
        "transforms/parse/dates.py", "", "KEPT_VALUES", "a lexicon and reading each line give the same dates; it says which is cheaper"
    ),
    Equivalent("transforms/parse/dates.py", "date_form", "KEPT_VALUES", "a lexicon and reading each line give the same dates"),
    Equivalent(
        "transforms/parse/forms.py", "", "LOOKED_AT", "times of day stand everywhere or nowhere: of how many rows it is asked is free"
    ),
    Equivalent("transforms/judge/claims.py", "too_many_months", 'rows_of(vocabulary, "JKP3")', ONE_ROW),
    Equivalent("transforms/judge/claims.py", "scholarships_over", 'rows_of(vocabulary, "BEA4")', ONE_ROW),
    Equivalent("transforms/causes.py", "_lying", "direction >", "a direction is -1 or 1: zero and minus one part them alike"),
    Equivalent(
        "transforms/parse/short_years.py", "_with_year_first", ".zfill(", "the date is read with one digit of the month or day as with two"
    ),
    Equivalent("transforms/parse/orders.py", "_decided", "asking.dialect [or] _voice", "the values are the same dates in either order"),
    Equivalent("transforms/totals.py", "lines_and_sen", ".row(", ONE_ROW),
    Equivalent("transforms/judge/participation.py", "", '"amount_paid_sen") < [0]', "one below zero is no whole number of people either"),
    Equivalent("transforms/parse/period.py", "last_day", "timedelta(days=[4])", "five days after the 28th is in the next month, too"),
)


def why_equivalent(mutant: Mutant) -> str:
    """The reason; empty where it is not known to be one."""
    return next(
        (one.reason for one in EQUIVALENT if (one.module, one.function) == (mutant.module, mutant.function) and one.change in mutant.what),
        "",
    )
