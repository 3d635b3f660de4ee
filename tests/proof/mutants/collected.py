"""Tests collected once: only those chosen, in their order; or a loop of ours in place of theirs."""

import importlib
import sys
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from types import FrameType

import pytest

INSTALLED = (
    "polars", "polars_hash", "pyarrow.parquet", "pandas", "duckdb", "fastexcel", "python_calamine", "xlsxwriter", "scipy.optimize", "yaml",
    "hypothesis.strategies", "pydantic", "fsspec",
)  # fmt: skip


def preload() -> None:
    """Everything that is installed and slow to import; nothing of the project, and no query yet."""
    for name in INSTALLED:
        importlib.import_module(name)
    from hypothesis import HealthCheck, Phase, settings

    settings.register_profile(
        "mutants",
        derandomize=True,
        database=None,
        deadline=None,
        max_examples=25,
        phases=(Phase.explicit, Phase.generate),  # a counterexample is enough; making it small takes long
        suppress_health_check=list(HealthCheck),
    )
    settings.load_profile("mutants")


def pytest_arguments(files: Sequence[str], work: Path) -> list[str]:
    """In the order given, nothing written beside the tests, no time-out but ours."""
    plugins = [word for name in ("randomly", "cacheprovider", "xdist") for word in ("-p", f"no:{name}")]
    return [
        "-q",
        "-x",
        "-o",
        "tmp_path_retention_policy=none",
        "--no-header",
        "-W",
        "ignore::pytest.PytestAssertRewriteWarning",
        *plugins,
        "-o",
        "timeout=0",
        f"--basetemp={work / 'tests'}",
        *files,
    ]


class Chosen:
    """A plugin: only these tests, in this order, each with the seconds of CPU and how it went."""

    def __init__(self, tests: Sequence[str]) -> None:
        self.rank = {name: number for number, name in enumerate(tests)}
        self.failed = ""

    def pytest_collection_modifyitems(self, items: list[pytest.Item]) -> None:
        items[:] = sorted((item for item in items if item.nodeid in self.rank), key=lambda item: self.rank[item.nodeid])

    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        self.failed = self.failed or (report.nodeid if report.failed else "")


class Loop:
    """A plugin: collects once, then calls what is to be done instead of the tests."""

    def __init__(self, todo: Callable[["Loop"], None]) -> None:
        self.todo, self.at_import = todo, set[tuple[str, int]]()
        self.items: dict[str, pytest.Item] = {}
        self.session: pytest.Session

    @pytest.hookimpl(wrapper=True)
    def pytest_collection(self) -> Iterator[None]:
        sys.setprofile(self._noted)
        try:
            return (yield)
        finally:
            sys.setprofile(None)

    def _noted(self, frame: FrameType, event: str, _: object) -> None:
        if event == "call" and "/transforms/" in frame.f_code.co_filename:
            self.at_import.add((frame.f_code.co_filename, frame.f_code.co_firstlineno))

    def pytest_runtestloop(self, session: pytest.Session) -> bool:
        self.session, self.items = session, {item.nodeid: item for item in session.items}
        self.todo(self)
        return True

    def run(self, tests: Sequence[str]) -> str:
        """The first of the tests that fails; empty where none does."""
        seen = Chosen(())
        self.session.config.pluginmanager.register(seen)
        for name in tests:
            self.session.config.hook.pytest_runtest_protocol(item=self.items[name], nextitem=None)
            if seen.failed:
                break
        self.session.config.pluginmanager.unregister(seen)
        return seen.failed
