from pathlib import Path

import pytest

from tests.acceptance.drawn_arrivals import extract
from tests.acceptance.office import Office
from warehouse.register.records import Arrival
from warehouse.register.store import Register


def times_read_whole(office: Office, files: int, monkeypatch: pytest.MonkeyPatch) -> int:
    """How often all arrivals are read while so many files, each delivered under two names, are taken in."""
    for number in range(files):
        for name in ("JHT", "again"):
            content = extract("csv", (str(number), "JHT", "2022-07-01", "1000"))
            office.deliver(f"2022-07/K01/{name}-{number}.csv", content)
    calls: list[Register] = []
    read = Register.arrivals

    def counted(register: Register) -> list[Arrival]:
        calls.append(register)
        return read(register)

    with monkeypatch.context() as patched:
        patched.setattr(Register, "arrivals", counted)
        office.take_in()
    assert [one.classification for one in office.arrivals()] == ["new", "identical re-send"] * files
    return len(calls)


def test_the_register_is_not_read_whole_for_each_file_taken(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert times_read_whole(Office(tmp_path / "few"), 1, monkeypatch) == times_read_whole(Office(tmp_path / "many"), 6, monkeypatch)
