import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from tests.warehouse.drawn_content import BENEFIT_MONTH, PROGRAMME_MONTH, content, names_in, publish_next, sealed
from warehouse.errors import CandidateOpen, PublicationOutOfOrder, WarehouseUnreadable, WarehouseUnwritable
from warehouse.figures import standing_record
from warehouse.publish import prune, publish, published, standing, standing_file


class Killed(BaseException):
    """What kill -9 would be: nothing in the house catches it."""


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path]:
    """Two sealed candidates, the second following the first; copied by the tests."""
    folder = tmp_path_factory.mktemp("made")
    first = sealed(folder / "1")
    second = sealed(folder / "2", content(**paid(7)), 2, first)
    return first.parent, second.parent


def paid(sen: int) -> dict[str, str]:
    """The drawn content with one amount in two marts, so that a torn read would show."""
    marts = {"benefit_month": BENEFIT_MONTH, "programme_month": PROGRAMME_MONTH}
    return {name: text.replace("123456789", str(sen)) for name, text in marts.items()}


def candidate(warehouse: Path, source: Path) -> Path:
    folder = warehouse / "publications" / ".candidate"
    shutil.rmtree(folder, ignore_errors=True)
    shutil.copytree(source, folder)
    return folder


@pytest.fixture
def warehouse(tmp_path: Path, made: tuple[Path, Path]) -> Path:
    """A warehouse with publication 1 standing."""
    home = tmp_path / "warehouse"
    publish(home, candidate(home, made[0]), 1)
    return home


def test_nothing_stands_before_the_first_publication(tmp_path: Path) -> None:
    assert standing(tmp_path / "warehouse") is None
    assert standing_file(tmp_path / "warehouse") is None
    assert published(tmp_path / "warehouse") == []


def test_the_link_is_relative_and_only_the_publication_remains(warehouse: Path) -> None:
    assert str((warehouse / "current").readlink()) == "publications/1"
    assert standing_record(warehouse / "current" / "claims.duckdb").number == 1
    assert names_in(warehouse) == ["current", "publications"]
    assert names_in(warehouse / "publications") == ["1"]


CALLS = ("fsync", "rename", "symlink", "replace", "unlink", "mkdir", "rmdir")


def dying_at(call_number: int, counted: list[str], *, after: bool) -> Callable[[str, Callable[..., Any]], Callable[..., Any]]:
    """Count every call; at the given one die before it, or just after it took effect."""

    def wrap(name: str, real: Callable[..., Any]) -> Callable[..., Any]:
        def call(*args: Any, **kwargs: Any) -> Any:
            counted.append(name)
            if len(counted) == call_number and not after:
                raise Killed
            try:
                return real(*args, **kwargs)
            finally:
                if len(counted) == call_number:
                    raise Killed

        return call

    return wrap


@pytest.mark.parametrize("after", [False, True])
def test_killed_at_any_step_the_old_or_the_new_stands_and_the_next_run_publishes(
    warehouse: Path, made: tuple[Path, Path], monkeypatch: pytest.MonkeyPatch, *, after: bool
) -> None:
    stood: list[int] = []
    for call_number in range(1, 100):
        counted: list[str] = []
        folder = candidate(warehouse, made[1])
        (warehouse / "publications" / "2").mkdir(exist_ok=True)  # a left-over, so that clearing it is among the steps
        (warehouse / "publications" / "2" / "half").touch()
        with monkeypatch.context() as patched:
            wrap = dying_at(call_number, counted, after=after)
            for name in CALLS:
                patched.setattr(os, name, wrap(name, getattr(os, name)))
            try:
                publish(warehouse, folder, 2)
            except Killed:
                pass
            else:
                break
        number = standing(warehouse)
        assert number in (1, 2)
        assert standing_record(warehouse / "current" / "claims.duckdb").number == number
        stood.append(number)
        publish_again(warehouse, made)
    assert {"fsync", "rename", "symlink", "replace"} <= set(counted)
    assert stood == sorted(stood)  # old until the flip, new after it
    assert set(stood) == {1, 2}


def publish_again(warehouse: Path, made: tuple[Path, Path]) -> None:
    """The next run after a kill must succeed; then back to publication 1."""
    if standing(warehouse) == 1:
        publish(warehouse, candidate(warehouse, made[1]), 2)
    assert standing(warehouse) == 2
    assert names_in(warehouse) == ["current", "publications"]
    shutil.rmtree(warehouse)
    publish(warehouse, candidate(warehouse, made[0]), 1)


def test_a_number_that_stands_or_stood_is_refused_and_nothing_is_removed(warehouse: Path, made: tuple[Path, Path]) -> None:
    publish(warehouse, candidate(warehouse, made[1]), 2)
    for number in (1, 2):
        with pytest.raises(PublicationOutOfOrder):
            publish(warehouse, candidate(warehouse, made[1]), number)
    assert published(warehouse) == [1, 2]


def test_a_candidate_without_its_file_or_with_a_log_is_refused(warehouse: Path, made: tuple[Path, Path]) -> None:
    folder = candidate(warehouse, made[1])
    (folder / "claims.duckdb.wal").touch()
    with pytest.raises(CandidateOpen):
        publish(warehouse, folder, 2)
    with pytest.raises(WarehouseUnwritable):
        publish(warehouse, warehouse / "publications" / "nothing", 2)
    assert standing(warehouse) == 1


def test_a_full_disk_is_said_so_and_the_old_publication_stands(
    warehouse: Path, made: tuple[Path, Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_args: object) -> None:
        raise OSError(28, "No space left on device")

    folder = candidate(warehouse, made[1])
    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(WarehouseUnwritable, match="No space left"):
        publish(warehouse, folder, 2)
    assert standing(warehouse) == 1


@pytest.mark.parametrize("target", ["publications/9", "elsewhere"])
def test_a_link_that_points_to_no_publication_is_unreadable(warehouse: Path, target: str) -> None:
    (warehouse / "current").unlink()
    (warehouse / "current").symlink_to(target)
    with pytest.raises(WarehouseUnreadable):
        standing(warehouse)


def test_pruning_keeps_the_newest_and_never_takes_the_standing_one_nor_the_one_before(tmp_path: Path) -> None:
    warehouse = tmp_path / "warehouse"
    for _ in range(4):
        publish_next(warehouse)
    (warehouse / "publications" / ".discarded-0").mkdir()  # a prune was killed here
    (warehouse / "publications" / "5").mkdir()  # and a publish here
    assert prune(warehouse, 3) == [1]
    assert prune(warehouse, 0) == [2]
    assert names_in(warehouse / "publications") == ["3", "4", "5"]
    assert prune(warehouse, 0) == []


KEPT = 12  # the setting publications_kept as shipped: so many flips may happen while a slow reader opens the file

READER = """
import duckdb, sys
from pathlib import Path
file, stop = Path(sys.argv[1]), Path(sys.argv[2])
reads, last = 0, 0
while not stop.exists():
    with duckdb.connect(file, read_only=True) as connection:
        row = connection.execute('''
            select (select sum(amount_paid_idr) from mart.claims_by_benefit_month),
                   (select sum(amount_paid_idr) from mart.claims_by_programme_month)
        ''').fetchone()
    assert row[0] == row[1], row
    reads += 1
    print("read", flush=True) if reads == 1 else None
print(reads)
"""


def test_a_reader_in_a_loop_sees_no_error_and_no_mixed_state_while_fifty_publications_flip(
    warehouse: Path, made: tuple[Path, Path], tmp_path: Path
) -> None:
    arguments = [sys.executable, "-c", READER, str(warehouse / "current" / "claims.duckdb"), str(tmp_path / "stop")]
    with subprocess.Popen(arguments, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True) as reader:
        assert reader.stdout is not None
        reader.stdout.readline()
        for number in range(2, 52):
            publish(warehouse, candidate(warehouse, made[number % 2]), number)
            prune(warehouse, KEPT)
        (tmp_path / "stop").touch()
        read, errors = reader.communicate(timeout=60)
    assert errors == ""
    assert int(read) > 10
    assert published(warehouse) == list(range(52 - KEPT, 52))
