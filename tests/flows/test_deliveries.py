import os
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import pytest

from flows.arrivals import landing
from flows.arrivals.deliveries import Delivery, inspect, sightings_worth_keeping, take_in
from flows.arrivals.landing import look
from flows.home import Home
from flows.pseudonym_key import PseudonymKey
from warehouse.register.store import Register, open_register

NOW = datetime(2022, 8, 5, 6, 0, tzinfo=UTC)
KEY = PseudonymKey(b"0" * 32)


def inspected(root: Path, meanwhile: Callable[[Path], None]) -> dict[str, Delivery]:
    """Three files and a manifest, as found after what happens between listing and hashing them."""
    home, folder = Home(root), root / "landing/2022-07/blora"
    folder.mkdir(parents=True)
    for name in ("JHT.csv", "JKK.csv", "JKK.csv.manifest.yaml", "JKM.csv"):
        (folder / name).write_text("x")
        os.utime(folder / name, (NOW.timestamp() - 3600,) * 2)
    view = look(str(home.landing), now=NOW, settle_s=0)
    meanwhile(folder)
    with open_register(root / "register.sqlite") as register:
        return {one.file.name: one for one in inspect(view, register, KEY, home)}


@pytest.mark.parametrize("gone", ["JKK.csv", "JKK.csv.manifest.yaml"])
def test_a_file_gone_since_it_was_listed_is_told_and_the_others_go_on(tmp_path: Path, gone: str) -> None:
    found = inspected(tmp_path, lambda folder: (folder / gone).unlink())
    assert {name: one.is_new for name, one in found.items()} == {"JHT.csv": True, "JKK.csv": False, "JKM.csv": True}
    fault = found["JKK.csv"].fault
    assert fault
    assert (fault.where, fault.what) == ("landing/2022-07/blora/JKK.csv", "it cannot be read (No such file or directory)")
    assert fault.fix == "mend its permissions, or deliver it again"


def test_a_file_that_may_not_be_read_is_told_and_not_remembered_as_seen(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def opened(_filesystem: object, path: str) -> object:
        if path.endswith("JKK.csv"):
            raise PermissionError(13, "Permission denied", path)
        return Path(path).open("rb")

    monkeypatch.setattr(landing, "_opened", opened)  # whoever runs the tests may be allowed to read everything
    found = inspected(tmp_path, lambda _: None)
    assert [one.fault.what for one in found.values() if one.fault] == ["it cannot be read (Permission denied)"]
    later = datetime(2100, 1, 1, tzinfo=UTC)
    assert [each.path_id for each in sightings_worth_keeping(list(found.values()), later)] == [
        KEY.sign("2022-07/blora/JHT.csv"),
        KEY.sign("2022-07/blora/JKM.csv"),
    ]


def altered(kept: Path) -> None:
    kept.write_text("y")


def delivered_again(root: Path, register: Register, meanwhile: Callable[[Path], None]) -> Delivery:
    """One file taken in, then put there anew with the same bytes, after what happened to the vault."""
    home, folder = Home(root), root / "landing/2022-07/blora"
    folder.mkdir(parents=True)
    home.vault.mkdir()
    (folder / "JHT.csv").write_text("x")
    [first] = inspect(look(str(home.landing), now=NOW, settle_s=0), register, KEY, home)
    arrival = take_in(first, home, KEY, NOW)
    register.keep_arrivals([arrival])
    (home.vault / arrival.sha256).chmod(0o600)
    meanwhile(home.vault / arrival.sha256)
    (folder / "JHT.csv").unlink()
    (folder / "JHT.csv").write_text("x")
    [again] = inspect(look(str(home.landing), now=NOW, settle_s=0), register, KEY, home)
    return again


def test_what_is_delivered_again_is_taken_in_anew_only_where_the_vault_has_not_got_it_whole(tmp_path: Path) -> None:
    with open_register(tmp_path / "register.sqlite") as register:
        assert not delivered_again(tmp_path / "whole", register, lambda _: None).is_new
        assert delivered_again(tmp_path / "altered", register, altered).is_new
        assert delivered_again(tmp_path / "gone", register, Path.unlink).is_new


@pytest.mark.parametrize(("ahead_s", "settle_s", "unsettled"), [(86_400, 60, 0), (30, 60, 1), (30, 0, 0), (-30, 60, 1), (-90, 60, 0)])
def test_a_file_from_the_future_settles_too_when_its_time_is_another_clocks(
    tmp_path: Path, ahead_s: int, settle_s: int, unsettled: int
) -> None:
    folder = tmp_path / "landing/2022-07/blora"
    folder.mkdir(parents=True)
    (folder / "JHT.csv").write_text("x")
    os.utime(folder / "JHT.csv", (NOW.timestamp() + ahead_s,) * 2)
    assert look(str(tmp_path / "landing"), now=NOW, settle_s=settle_s).unsettled == unsettled
