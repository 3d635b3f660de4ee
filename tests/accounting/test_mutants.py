"""A seeded defect in the accounting fails: as a ledger that cannot be built, or as a figure that is not the one worked out by hand."""

import sys
import time
from collections import Counter

import pytest

from tests.accounting.checks import CHECKS
from tests.accounting.mutants import ACCOUNTING, Mutant, mutants, seeded
from transforms.errors import RowsUnaccounted
from warehouse.errors import PublicationUnbalanced

EVERY = 15  # in `make test` one in so many
# Defects that change nothing that can be counted: function, what is changed, and why it is none.
HARMLESS = (
    ("part.accepted", "pl.col('mask') & pl.lit(contract.rules.warnings", "an accepted line breaks nothing but warnings"),
    ("breakdown.differences", "2 -> 3", "there are two readings; a slice ends where they do"),
    ("breakdown.added_up", "1 -> 2", "no four of three keys can be chosen"),
    ("breakdown._named", "types | programmes -> types", "each programme also names a benefit type"),
    ("row_totals._of_all", "32 -> 33", "behind the last table there is nothing"),
    ("row_totals._of_whole", "32 -> 33", "behind the last table there is nothing"),
    ("row_totals._blocks", "1 -> 2", "one block more, with nothing in it"),
    ("effective._displaced", "pl.col('in_run') & (", "a run goes on to the end: its lines are 1 at its first alone"),
    ("effective._overlaps", "pl.col('rank') < pl.col('rank_other')", "within one part a key has one content"),
    ("months._waiting", "set(others) & set(lines.ledgers", "it spares looking into parts without such lines"),
)


def fate(mutant: Mutant) -> str:
    """How it was found out: unbalanced (law 2 itself), or failed (another figure than by hand, or a crash); else it survived."""
    try:
        with seeded(mutant):
            for check in CHECKS[mutant.module]:
                check()
    except (RowsUnaccounted, PublicationUnbalanced):
        return "unbalanced"
    except Exception:  # noqa: BLE001  however it shows
        return "failed"
    return "survived"


def survivors(chosen: list[Mutant]) -> tuple[Counter[str], list[str]]:
    """The fates, and those found by nobody and not known to be harmless."""
    fates = {mutant: fate(mutant) for mutant in chosen}
    alive = [str(mutant) for mutant, how in fates.items() if how == "survived"]
    return Counter(fates.values()), [one for one in alive if not any(f"{at} " in one and what in one for at, what, _ in HARMLESS)]


@pytest.mark.parametrize("module", list(CHECKS))
def test_sound_accounting_passes_its_checks(module: str) -> None:
    for check in CHECKS[module]:
        check()


def test_every_function_that_is_named_as_accounting_is_there_and_can_be_made_wrong() -> None:
    made = {(mutant.module, mutant.function) for mutant in mutants()}
    assert made == {(module, function) for module, functions in ACCOUNTING.items() for function in functions}


def test_some_defects_seeded_in_the_accounting_are_all_found() -> None:
    assert survivors(mutants()[::EVERY])[1] == []


@pytest.mark.bench
@pytest.mark.timeout(1_800)
def test_every_defect_that_can_be_seeded_in_the_accounting_is_found() -> None:
    began = time.monotonic()
    fates, alive = survivors(mutants())
    shown = ", ".join(f"{count} {how}" for how, count in fates.most_common())
    sys.stderr.write(f"{fates.total()} defects in {time.monotonic() - began:.0f} s: {shown}, of which unexplained {len(alive)}\n")
    assert alive == []
