"""Which tests run through which lines of transforms, and for how long: `python -m tests.proof.mutants.covering to.json packages files`."""

import json
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.proof.mutants.collected import preload, pytest_arguments

WHERE = ("transforms/**/test_*.py", "accounting/test_*.py", "disclosure/test_marks.py", "register/test_*.py", "answer/test_*.py")
TOPS = list(dict.fromkeys(pattern.split("/")[0] for pattern in WHERE))
WHOLE = ("test_conservation", "test_changed_cells", "test_corrections_conserve", "test_words_met", "test_read_fuzz")  # of whole histories
NEVER = ("bench", "slow", "clients", "superset", "evidence", "privileged", "browser", "prefect")
LONGEST_S = 8  # of CPU: a test that takes longer is left to `make test`


class Followed:
    """A plugin: each test is a context of its own."""

    def __init__(self, coverage: object) -> None:
        self.coverage = coverage
        self.cpu_s: dict[str, float] = {}
        self.failed: set[str] = set()

    def pytest_collection_modifyitems(self, items: list[pytest.Item]) -> None:
        items[:] = [item for item in items if not any(item.get_closest_marker(one) for one in NEVER) and not _is_seeded(item)]

    @pytest.hookimpl(wrapper=True)
    def pytest_runtest_protocol(self, item: pytest.Item) -> Iterator[None]:
        self.coverage.switch_context(item.nodeid)  # type: ignore[attr-defined]
        began = time.process_time()
        try:
            return (yield)
        finally:
            self.cpu_s[item.nodeid] = time.process_time() - began

    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        if not report.passed:
            self.failed.add(report.nodeid)


def _is_seeded(item: pytest.Item) -> bool:
    """Tests that seed defects themselves, and those that take long."""
    is_check = item.name.startswith("test_sound_accounting")
    return not is_check and item.get_closest_marker("long") is not None


def files(root: Path) -> list[str]:
    """The files of tests that mutants are tried against, those of transforms first."""
    found = [path for pattern in WHERE for path in sorted(root.glob(f"tests/{pattern}")) if path.stem not in WHOLE]
    return [path.relative_to(root).as_posix() for path in found]


def followed(packages: Path, tests: list[str]) -> dict[str, object]:
    """Runs the tests: {"cpu_s": {test: seconds}, "lines": {module: {line: [tests]}}}. Those that do not pass here are left out."""
    sys.path.append(str(packages))
    import coverage

    measured = coverage.Coverage(data_file=None, source=["transforms"], config_file=False)
    plugin = Followed(measured)
    measured.start()
    pytest.main([word for word in pytest_arguments(tests, Path.cwd().parent) if word != "-x"], plugins=[plugin])
    measured.stop()
    return {"cpu_s": _quick(plugin), "lines": _lines(measured.get_data(), set(_quick(plugin)))}


def _quick(plugin: Followed) -> dict[str, float]:
    return {name: round(cpu, 3) for name, cpu in plugin.cpu_s.items() if name not in plugin.failed and cpu <= LONGEST_S}


def _lines(data: object, known: set[str]) -> dict[str, dict[int, list[str]]]:
    found = {}
    for file in data.measured_files():  # type: ignore[attr-defined]
        module = Path(file).relative_to(Path.cwd()).as_posix()
        by_line = data.contexts_by_lineno(file)  # type: ignore[attr-defined]
        found[module] = {line: sorted(known.intersection(tests)) for line, tests in by_line.items()}
    return found


if __name__ == "__main__":
    preload()
    Path(sys.argv[1]).write_text(json.dumps(followed(Path(sys.argv[2]), sys.argv[3:])))
