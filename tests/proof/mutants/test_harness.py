"""The harness finds a dozen changes in the hearts of transforms, and lets one through that changes nothing."""

from pathlib import Path
from typing import Any

import pytest

from tests.proof.mutants import run
from tests.proof.mutants.sample import sampled, weighted, wilson
from tests.proof.mutants.sites import Module, Mutant, of_polars
from tests.proof.mutants.trial import FAILED, SURVIVED

T = "tests/transforms"
# Function, what stands there, what is written instead, and the tests that are to notice.
CHANGES = (
    ("parse/amounts.py", "parse_amount", "if form.has_nihil", "if not form.has_nihil", f"{T}/parse/test_amounts.py::test_a_column_is_read"),
    ("parse/amounts.py", "_in_form", "to_decimal(scale=2)", "to_decimal(scale=3)", f"{T}/parse/test_amounts.py"),
    ("effective.py", "_displaced", 'keeper = pl.col("in_run") &', 'keeper = pl.col("in_run") |', f"{T}/test_effective.py::test_equal"),
    ("effective.py", "_overlaps", 'pl.col("content_key") !=', 'pl.col("content_key") ==', f"{T}/test_effective.py::test_two_files"),
    ("aggregate.py", "_counts", "> 0", "< 0", f"{T}/test_aggregate.py::test_claims_with"),
    ("aggregate.py", "_joined", "fill_null(0)", "fill_null(1)", f"{T}/test_aggregate.py::test_a_cell_with_reversals"),
    ("adjustments.py", "moved", 'pl.col("payment_month") !=', 'pl.col("payment_month") ==', f"{T}/test_adjustments.py::test_a_reversal"),
    ("ledger.py", "Ledger.__post_init__", "self.quarantined + ", "self.quarantined - ", f"{T}/test_ledger.py"),
    ("judge/duplicates.py", "same_lines", 'over("line_key") > 1,', 'over("line_key") > 2,', f"{T}/test_claim_rules.py::test_an_exact"),
    ("causes.py", "_lying", "direction > 0", "direction < 0", f"{T}/test_causes.py::test_a_line_that_no_extract"),
    ("rollup.py", "rolling_spans", "1 - WINDOW", "2 - WINDOW", f"{T}/test_rollup.py::test_a_claim_paid_every_month"),
    ("parse/amounts.py", "", "DIGITS = 15", "DIGITS = 1", f"{T}/parse/test_amounts.py"),  # acts at import
)  # fmt: skip
HARMLESS = (
    "aggregate.py",
    "_measured",
    'cell = ["period", *cell]',
    'cell = ["period"] + list(cell)',
    f"{T}/test_aggregate.py::test_null_is_a_cell",
)
BROKEN = ("aggregate.py", "", "import polars as pl", "import polars as", f"{T}/test_aggregate.py::test_null_is_a_cell")
Change = tuple[str, str, str, str, str]


@pytest.mark.timeout(900)
def test_changes_in_the_hearts_are_found_and_a_harmless_one_is_not(tmp_path: Path) -> None:
    tree = run.copied(tmp_path)
    tests = _collected(tree)
    said = run.tried(tree, tmp_path, [_trial(tree, one, tests) for one in (*CHANGES, HARMLESS, BROKEN)])
    assert {key: one["fate"] for key, one in said.items() if key != _key(BROKEN)} == dict.fromkeys(map(_key, CHANGES), FAILED) | {
        _key(HARMLESS): SURVIVED
    }
    assert said[_key(BROKEN)]["fate"] == "does not import"
    assert all((tree / "transforms" / path).read_bytes() == (run.ROOT / "transforms" / path).read_bytes() for path, *_ in CHANGES)


def _key(change: Change) -> str:
    return " ".join(change[:4])


def _collected(tree: Path) -> list[str]:
    """Names of tests, as pytest lists them."""
    import subprocess
    import sys

    files = sorted({change[4].split("::")[0] for change in CHANGES})
    command = [sys.executable, "-m", "pytest", "-q", "--collect-only", "-p", "no:randomly", "-p", "no:cacheprovider", *files]
    return subprocess.run(command, cwd=tree, capture_output=True, text=True, check=True).stdout.splitlines()


def _trial(tree: Path, change: Change, collected: list[str]) -> dict[str, Any]:
    path, function, old, new, wanted = change
    source = tree.joinpath("transforms", path).read_text(encoding="utf-8")
    module = Module(f"transforms/{path}", source)
    first, last = next((span for *span, name in module.functions if name == function), (1, source.count("\n") + 1))
    at = source.find(old, module.offset(first, 0), module.offset(last + 1, 0) if function else None)
    assert at >= 0, f"{old} stands no longer in {path} {function}"
    tests = [one for one in collected if one.startswith(wanted)][:40]
    assert tests, f"no test is named {wanted}"
    text = source[:at] + new + source[at + len(old) :]
    return {"key": _key(change), "path": module.path, "function": function, "text": text, "tests": tests, "cpu_s": 5.0}


def test_terms_are_dropped_filters_skipped_and_types_let_be() -> None:
    module = Module("a.py", "def kept(a: int | None) -> int:\n    return both(a + 1).filter(a)\n")
    assert [(one.function, one.applied(module.source).splitlines()[1]) for one in of_polars(module)] == [
        ("kept", "    return (both(a + 1))"),
        ("kept", "    return both((a)).filter(a)"),
        ("kept", "    return both((1)).filter(a)"),
    ]


def test_a_sample_has_some_of_each_module_and_is_the_same_for_a_seed() -> None:
    made = [Mutant(module, "f", "Polars", nth, 1, "") for module, count in (("a", 2), ("b", 100)) for nth in range(count)]
    drawn = sampled(made, 0.1, 1)
    assert [sum(one.module == module for one in drawn) for module in "ab"] == [2, 10]
    assert drawn == sampled(reversed(made), 0.1, 1)
    assert drawn != sampled(made, 0.1, 2)


def test_the_interval_is_wilsons_and_a_small_module_weighs_what_it_is() -> None:
    assert [round(end, 4) for end in wilson(8, 10)] == [0.4902, 0.9433]
    share, worth = weighted([(90, 9, 10), (10, 0, 10)])
    assert (round(share, 3), round(worth, 2)) == (0.81, 12.2)
