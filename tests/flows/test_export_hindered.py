"""An export that is hindered: by readers that hold its files open, by a kill, by a share that is full or fails."""

import errno
import os
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from flows.errors import NothingPublished
from flows.export.errors import ExportFailed
from flows.export.standing import export_standing
from flows.home import Home
from tests.clients.flipping import FIRST, PERIODS
from tests.flows.exported_home import copied, published_twice, read_by_duckdb, shown, stand, totals
from tests.warehouse.drawn_content import content, names_in, publish_next


class Killed(BaseException):
    """What kill -9 would be: nothing in the house catches it."""


@pytest.fixture(scope="module")
def two_publications(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return published_twice(tmp_path_factory.mktemp("exported") / "home")


@pytest.fixture
def home(two_publications: Path, tmp_path: Path) -> Home:
    return copied(two_publications, tmp_path / "home")


@pytest.fixture
def share(tmp_path: Path) -> Path:
    return tmp_path / "share"


def held_by_a_reader(monkeypatch: pytest.MonkeyPatch, held: Path) -> None:
    """What Windows does with a file that is open: it is neither replaced, removed nor renamed, nor is a folder above it."""
    for name in ("replace", "rename", "unlink"):
        real = getattr(Path, name)

        def refuse(self: Path, *others: Any, _real: Callable[..., Any] = real, **more: Any) -> Any:
            if any(held == path or held.is_relative_to(path) for path in (self, *map(Path, others)) if path.exists()):
                raise PermissionError(errno.EACCES, "The process cannot access the file because it is being used", str(self))
            return _real(self, *others, **more)

        monkeypatch.setattr(Path, name, refuse)


def test_a_file_that_a_reader_holds_open_keeps_its_name_and_figures_and_is_renewed_by_the_next_export(
    home: Home, share: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    export_standing(home, share, ("parquet",))
    before = totals(home)
    stand(home, 2)
    held = share / "latest" / "parquet" / "claims_by_benefit_month.parquet"
    with monkeypatch.context() as windows:
        held_by_a_reader(windows, held)
        done = export_standing(home, share, ("parquet",))
    assert done.held == ("latest/parquet/claims_by_benefit_month.parquet",)
    assert read_by_duckdb(str(held)) == before
    told = shown(share)
    assert (told["publication"], told["held"]) == (2, list(done.held))
    assert read_by_duckdb(f"{share}/2/parquet/claims_by_benefit_month.parquet") == totals(home)
    assert [name for name in names_in(held.parent) if name.startswith(".")] == []
    assert export_standing(home, share, ("parquet",)).held == ()
    assert read_by_duckdb(str(held)) == totals(home)
    assert shown(share)["held"] == []


def test_old_publications_are_removed_but_those_that_a_reader_holds(
    two_publications: Path, home: Home, share: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    stand(home, 2)
    for number in range(3, 7):
        publish_next(home.warehouse, content(benefit_month=FIRST.replace("123456789", str(number)), periods=PERIODS))
        with monkeypatch.context() as windows:
            if number > 3:
                held_by_a_reader(windows, share / "3" / "parquet" / "claims_by_benefit_month.parquet")
            done = export_standing(home, share, ("parquet",))
    assert done.kept == (3,)
    assert names_in(share) == ["3", "4", "5", "6", "current.json", "latest"]
    assert export_standing(home, share, ("parquet",)).kept == ()
    assert names_in(share) == ["4", "5", "6", "current.json", "latest"]


def test_a_manifest_that_a_reader_holds_for_a_moment_is_waited_for(home: Home, share: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    export_standing(home, share, ("parquet",))
    stand(home, 2)
    real, refused = Path.replace, []

    def refuse_twice(self: Path, target: Path) -> Path:
        if target.name == "current.json" and len(refused) < 2:
            refused.append(target)
            raise PermissionError(errno.EACCES, "in use", str(target))
        return real(self, target)

    monkeypatch.setattr(Path, "replace", refuse_twice)
    monkeypatch.setattr("flows.export.folder._PAUSE_S", 0)
    export_standing(home, share, ("parquet",))
    assert shown(share)["publication"] == 2
    assert len(refused) == 2


CALLS = ((os, "fsync"), (os, "rmdir"), (shutil, "copyfile"), (Path, "rename"), (Path, "replace"), (Path, "mkdir"), (Path, "write_text"))


@pytest.mark.parametrize("after", [False, True])
def test_killed_at_any_step_readers_see_the_old_or_the_new_whole_and_the_next_export_completes(
    home: Home, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, *, after: bool
) -> None:
    export_standing(home, tmp_path / "before", ("duckdb",))
    stand(home, 2)
    seen = []
    for step in range(1, 100):
        share = tmp_path / f"share{step}"
        shutil.copytree(tmp_path / "before", share)
        with monkeypatch.context() as patched:
            counted = dying_at(patched, step, after=after)
            try:
                export_standing(home, share, ("duckdb",))
            except Killed:
                seen.append(shown(share)["publication"])
            else:
                break
        export_standing(home, share, ("duckdb",))
        assert shown(share)["publication"] == 2
        assert names_in(share) == ["1", "2", "current.json", "latest"]
        assert names_in(share / "latest" / "duckdb") == ["claims.duckdb"]
    assert len(seen) == len(counted) >= 12
    assert seen == sorted(seen)
    assert set(seen) == ({1, 2} if after else {1})  # naming the new one is the last step of all


def dying_at(patched: pytest.MonkeyPatch, step: int, *, after: bool) -> list[str]:
    """Count every call that changes something; at the given one die before it, or just after it took effect."""
    counted: list[str] = []
    for where, name in CALLS:
        real = getattr(where, name)

        def call(*args: Any, _real: Any = real, _name: str = name, **more: Any) -> Any:
            counted.append(_name)
            if len(counted) == step and not after:
                raise Killed
            done = _real(*args, **more)
            if len(counted) == step:
                raise Killed
            return done

        patched.setattr(where, name, call)
    return counted


def test_nothing_published_and_a_full_share_are_told_as_such(
    home: Home, share: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with pytest.raises(NothingPublished):
        export_standing(Home(tmp_path / "empty"), share, ("parquet",))

    def full(*_: Any, **__: Any) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(shutil, "copyfile", full)
    with pytest.raises(ExportFailed, match="No space left"):
        export_standing(home, share, ("duckdb",))
    assert names_in(share) == []


@pytest.mark.parametrize("failing", ["stat", "read"])
def test_a_share_that_fails_while_it_is_read_is_told_as_such(
    home: Home, share: Path, monkeypatch: pytest.MonkeyPatch, failing: str
) -> None:
    export_standing(home, share, ("parquet",))
    real, held = Path.stat, share / "latest" / "parquet" / "claims_by_benefit_month.parquet"

    def stat(self: Path, **more: bool) -> os.stat_result:
        if self == held:
            raise OSError(errno.EIO, "Input/output error", str(self))
        return real(self, **more)

    def read(_: Path) -> str:
        raise OSError(errno.EIO, "Input/output error")

    monkeypatch.setattr(*((Path, "stat", stat) if failing == "stat" else ("flows.export.folder._sha256", read)))
    with pytest.raises(ExportFailed, match="Input/output error"):
        export_standing(home, share, ("parquet",))
