"""Who may read and write what a home is made of."""

import os
import stat
from collections.abc import Iterator
from pathlib import Path

import pytest

from flows.home import Home, keep_others_from_writing

FOR_THE_OWNER_ALONE = ("vault", "clean", "quarantine", "register", ".prefect")
FOR_READERS = ("landing", "reference", "reports", "warehouse")


@pytest.fixture
def umask() -> Iterator[None]:
    before = os.umask(0)
    yield
    os.umask(before)


def modes(root: Path, names: tuple[str, ...]) -> set[int]:
    return {stat.S_IMODE((root / name).stat().st_mode) for name in names}


@pytest.mark.usefixtures("umask")
@pytest.mark.parametrize(("given", "left"), [(0o000, 0o022), (0o002, 0o022), (0o022, 0o022), (0o027, 0o027), (0o077, 0o077)])
def test_nobody_else_may_write_whatever_the_umask_and_a_stricter_one_stays(tmp_path: Path, given: int, left: int) -> None:
    os.umask(given)
    keep_others_from_writing()
    assert os.umask(0) == left
    os.umask(left)
    Home(tmp_path / "home").prepare()
    assert modes(tmp_path / "home", FOR_THE_OWNER_ALONE) == {0o700}
    assert modes(tmp_path / "home", FOR_READERS) == {0o777 & ~left}


def test_folders_that_an_earlier_release_left_open_are_closed(tmp_path: Path) -> None:
    for name in FOR_THE_OWNER_ALONE:
        (tmp_path / name).mkdir(mode=0o755)
    Home(tmp_path).prepare()
    assert modes(tmp_path, FOR_THE_OWNER_ALONE) == {0o700}
