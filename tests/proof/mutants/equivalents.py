"""Mutants that change nothing that can be seen: module, function, what is changed, and why it is none. Each was looked at by hand."""

from typing import NamedTuple

from tests.proof.mutants.sites import Mutant


class Equivalent(NamedTuple):
    """Every mutant of the function whose change has these words in it."""

    module: str
    function: str
    change: str
    reason: str


EQUIVALENT: tuple[Equivalent, ...] = ()


def why_equivalent(mutant: Mutant) -> str:
    """The reason; empty where it is not known to be one."""
    return next(
        (one.reason for one in EQUIVALENT if (one.module, one.function) == (mutant.module, mutant.function) and one.change in mutant.what),
        "",
    )
