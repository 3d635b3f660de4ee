"""Which tests are thorough rather than quick. `make test` runs them all; `make test-fast` leaves these out, to stay under a minute."""

from pathlib import Path

import pytest

TESTS = Path(__file__).parent
THOROUGH = (  # seconds each, measured: properties over many histories, whole samples cleaned, Great Expectations' pages
    "warehouse/test_vintages.py",
    "sample/test_cleaning.py",
    "sample/test_plants.py",
    "sample/test_truth.py",
    "sample/test_repeatable.py",
    "expectations/test_data_docs.py",
    "expectations/test_docs_pages.py",
    "answer/test_export.py",
    "answer/test_across_extracts.py",
    "answer/test_preservation.py",
    "transforms/test_adjustments.py",
    "acceptance/test_mutated_files.py",
)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Mark them."""
    for item in items:
        if item.path.relative_to(TESTS).as_posix() in THOROUGH:
            item.add_marker(pytest.mark.thorough)
