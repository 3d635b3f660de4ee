"""Data Docs: one static site in a folder, and beside it the results it is made of. Only what `session.py` has stripped gets here.

Offices are offline: no page asks for anything outside itself. Great Expectations' own pages want a dozen scripts, styles and
fonts from elsewhere, hence the builders, renderers and views in `pages/`.
"""

import re
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from great_expectations.core import ExpectationSuiteValidationResult, RunIdentifier
from great_expectations.data_context import AbstractDataContext
from great_expectations.data_context.types.base import DataContextConfig, ProgressBarsConfig
from great_expectations.data_context.types.resource_identifiers import ExpectationSuiteIdentifier, ValidationResultIdentifier

RUNS_KEPT = 12  # the index page is written anew each time from every result kept
_IN_MEMORY = {"class_name": "InMemoryStoreBackend"}


def configuration(folder: Path | None) -> DataContextConfig:
    """An ephemeral context's configuration: no progress bars, no telemetry, a site in `folder` where there is one."""
    results = _IN_MEMORY if folder is None else _files(folder / "results")
    return DataContextConfig(
        analytics_enabled=False,
        progress_bars=ProgressBarsConfig(globally=False),
        expectations_store_name="suites",
        validation_results_store_name="results",
        checkpoint_store_name="checkpoints",
        stores={
            "suites": {"class_name": "ExpectationsStore", "store_backend": _IN_MEMORY},
            "results": {"class_name": "ValidationResultsStore", "store_backend": results},
            "checkpoints": {"class_name": "CheckpointStore", "store_backend": _IN_MEMORY},
            "validation_definition_store": {"class_name": "ValidationDefinitionStore", "store_backend": _IN_MEMORY},
        },
        data_docs_sites={} if folder is None else {"checks": _site(folder)},
    )


def write_docs(context: AbstractDataContext, results: Sequence[ExpectationSuiteValidationResult], run_name: str) -> None:
    """Add one run's results to the site and drop the oldest runs beyond RUNS_KEPT."""
    run = RunIdentifier(run_name=re.sub(r"[^\w.-]+", "-", run_name))
    keys = [_key(result, run) for result in results]
    for key, result in zip(keys, results, strict=True):
        result.meta.update(run_id=run, validation_time=run.run_time, title=run_name)
        context.validation_results_store.set(key, result)
    _forget_old_runs(context.validation_results_store)
    context.build_data_docs(resource_identifiers=keys)


def _key(result: ExpectationSuiteValidationResult, run: RunIdentifier) -> ValidationResultIdentifier:
    suite = ExpectationSuiteIdentifier(name=result.suite_name)
    return ValidationResultIdentifier(expectation_suite_identifier=suite, run_id=run, batch_identifier=result.batch_id)


def _forget_old_runs(store: Any) -> None:  # noqa: ANN401  # the store has no type of its own to mypy
    by_time = {(key.run_id.run_time, key.run_id.run_name) for key in store.list_keys()}
    kept = set(sorted(by_time)[-RUNS_KEPT:])
    for key in store.list_keys():
        if (key.run_id.run_time, key.run_id.run_name) not in kept:
            store.remove_key(key)


def _site(folder: Path) -> dict[str, Any]:
    return {
        "module_name": "expectations.pages.site",
        "class_name": "OfflineSite",
        "show_how_to_buttons": False,
        "store_backend": _files(folder),
        "site_index_builder": {"module_name": "expectations.pages.site", "class_name": "RunsIndex"},
        "site_section_builders": {
            # A page per suite would say what each result page says already.
            "expectations": "None",
            "profiling": "None",
            "validations": {
                "class_name": "DefaultSiteSectionBuilder",
                "source_store_name": "results",
                "renderer": _renderer(),
                "view": {"module_name": "expectations.pages.views", "class_name": "ResultView"},
            },
        },
    }


def _renderer() -> dict[str, Any]:
    return {
        "module_name": "expectations.pages.results",
        "class_name": "ResultPage",
        "run_info_at_end": True,  # else it is folded away by a script
        "column_section_renderer": {
            "class_name": "ValidationResultsColumnSectionRenderer",
            "table_renderer": {"module_name": "expectations.pages.results", "class_name": "VerdictTable"},
        },
    }


def _files(folder: Path) -> dict[str, Any]:
    return {"class_name": "TupleFilesystemStoreBackend", "base_directory": str(folder.absolute())}
