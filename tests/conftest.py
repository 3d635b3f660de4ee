"""Which tests are thorough rather than quick, and where measured figures are shown.

`make test-fast` leaves the thorough ones out, to stay under a minute; `make test` those that take long, which `make test-long` runs.
"""

from collections.abc import Callable
from pathlib import Path

import pytest

TESTS = Path(__file__).parent
THOROUGH = (  # seconds each, measured: properties over many histories, whole samples cleaned, Great Expectations' pages
    "flows/test_many_arrivals.py",
    "warehouse/test_before_rollup.py",
    "warehouse/test_bundle.py",
    "warehouse/test_generated.py",
    "transforms/test_rollup.py",
    "sample/test_cleaning.py",
    "sample/test_participation.py",
    "transforms/test_participation.py",
    "sample/test_plants.py",
    "sample/test_truth.py",
    "sample/test_repeatable.py",
    "expectations/test_data_docs.py",
    "expectations/test_docs_pages.py",
    "answer/test_export.py",
    "acceptance/test_status.py",
    "answer/test_across_extracts.py",
    "answer/test_preservation.py",
    "transforms/test_adjustments.py",
    "transforms/test_changed_cells.py",
    "transforms/test_conservation.py",
    "flows/test_changes_since.py",
    "transforms/read/test_read_fuzz.py",
    "flows/test_mappings.py",
    "flows/test_export.py",
    "flows/test_export_hindered.py",
    "flows/test_workers.py",
    "acceptance/test_mutated_files.py",
    "bulletin/test_after_publication.py",
    "bulletin/test_page.py",
    "bulletin/test_gaps.py",
    "bulletin/test_public.py",
    "disclosure/test_attacker.py",
    "acceptance/test_public_file.py",
)
LONG = (  # what CI runs beside `make test`, which is to stay under ten minutes
    "acceptance/test_any_order.py",
    "acceptance/test_decisions_taken_back.py",
    "acceptance/test_going_back.py",
    "acceptance/test_public_file.py",
    "warehouse/test_taken_over.py",
    "acceptance/test_two_runs_at_once.py",
    "warehouse/test_vintages.py",
    "acceptance/test_bulletin.py",
    "acceptance/test_corrections.py",
    "acceptance/test_counted_otherwise.py",
    "acceptance/test_coverage.py",
    "acceptance/test_dry_run.py",
    "acceptance/test_every_kind_of_arrival.py",
    "acceptance/test_explained.py",
    "acceptance/test_final_view.py",
    "acceptance/test_gate_by_period.py",
    "acceptance/test_killed_backfill.py",
    "acceptance/test_killed_runs.py",
    "acceptance/test_lost_parts.py",
    "acceptance/test_held_beside_participants.py",
    "acceptance/test_mappings.py",
    "acceptance/test_plan.py",
    "acceptance/test_plan_races.py",
    "acceptance/test_rebuild.py",
    "acceptance/test_trace.py",
    "acceptance/test_trace_proved.py",
    "acceptance/test_what_waits.py",
    "acceptance/test_bad_extracts.py",
    "acceptance/test_seeds.py",
    "acceptance/test_words_of_tables.py",
    "acceptance/test_canaries.py",
    "flows/test_staleness.py",
    "transforms/test_words_met.py",
    "warehouse/test_record_chain.py",
    "acceptance/test_masked_names.py",
    "acceptance/test_bad_installation.py",
    "accounting/test_mutants.py",
    "proof/mutants/test_harness.py",
    "proof/attacks/test_attacks.py",
    "transforms/test_corrections_conserve.py",
    "proof/bench/test_guard.py",
    "proof/faults/test_faults.py",
    "proof/score/test_score.py",
)
FIGURES = pytest.StashKey[list[str]]()


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Mark them."""
    for item in items:
        name = item.path.relative_to(TESTS).as_posix()
        if name in THOROUGH:
            item.add_marker(pytest.mark.thorough)
        if name in LONG:
            item.add_marker(pytest.mark.long)


@pytest.fixture(scope="session")
def figure(request: pytest.FixtureRequest) -> Callable[[str], None]:
    """Shows a measured figure at the end of the session, whatever pytest captures."""
    return request.config.stash.setdefault(FIGURES, []).append


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter, config: pytest.Config) -> None:
    """The measured figures."""
    figures = config.stash.get(FIGURES, [])
    if figures:
        terminalreporter.section("figures")
        for line in figures:
            terminalreporter.line(line)
