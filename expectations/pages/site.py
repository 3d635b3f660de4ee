"""The site itself: Great Expectations' builders, less its assets and with an index that needs no script. Named in `docs.py`."""

import os
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path
from typing import Any

from great_expectations.render.renderer.site_builder import DefaultSiteIndexBuilder, SiteBuilder

from expectations.pages.runs import listed_runs
from expectations.pages.views import IndexView


class OfflineSite(SiteBuilder):  # type: ignore[misc]  # great_expectations is not followed by mypy
    """Pages only. The parent copies 4 MB of fonts and pictures at each build, which no page of ours asks for."""

    def build(
        self,
        resource_identifiers: Sequence[Any] | None = None,
        build_index: bool = True,  # noqa: FBT001, FBT002  # the parent's signature
    ) -> tuple[Any, Any]:
        """Write the pages of the results named, then the index; nothing of runs forgotten stays behind."""
        for section in self.site_section_builders.values():
            section.build(resource_identifiers=resource_identifiers)
        built: tuple[Any, Any] = self.site_index_builder.build(build_index=build_index)
        _drop_empty_folders(Path(self.store_backend["base_directory"]))
        return built


class RunsIndex(DefaultSiteIndexBuilder):  # type: ignore[misc]  # great_expectations is not followed by mypy
    """The list of runs as plain HTML. The parent's is drawn by a script from elsewhere, and is empty without it."""

    def build(
        self,
        skip_and_clean_missing: bool = True,  # noqa: FBT001, FBT002  # the parent's signature
        build_index: bool = True,  # noqa: FBT001, FBT002  # the parent's signature
    ) -> tuple[Any, Any]:
        """Remove pages whose result is forgotten, and list the others."""
        if not build_index:
            return None, None
        keys = self._build_validation_and_profiling_result_site_keys(skip_and_clean_missing)
        runs = listed_runs(keys, self.data_context.validation_results_store)
        return self.target_store.write_index_page(IndexView().render({"runs": runs})), None


def _drop_empty_folders(folder: Path) -> None:
    """Great Expectations means to, but leaves them (1.24: `rrmdir`), and walks them all again in every later run."""
    for path, _, _ in os.walk(folder, topdown=False):
        with suppress(OSError):
            Path(path).rmdir()
