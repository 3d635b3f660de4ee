import os
from datetime import UTC, date, datetime
from pathlib import Path

import fsspec
import pytest

from flows.arrivals.landing import LandingView, look
from transforms.manifest import LONGEST_MANIFEST

NOW = datetime(2022, 8, 5, 6, 0, tzinfo=UTC)


def landed(root: Path, *places: str) -> str:
    for place in places:
        path = root / place
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text("x")
        os.utime(path, (NOW.timestamp() - 3600,) * 2)
    return str(root)


def view(landing: str, settle_s: float = 0) -> LandingView:
    return look(landing, now=NOW, settle_s=settle_s)


def test_an_extract_is_known_by_period_sender_and_name(tmp_path: Path) -> None:
    [file] = view(landed(tmp_path, "2022-07/blora/JHT.csv.gz")).files
    assert (file.period, file.sender_code, file.name, file.file_format) == (date(2022, 7, 1), "blora", "JHT.csv.gz", "csv.gz")


def test_a_manifest_is_found_by_the_files_name_or_its_stem(tmp_path: Path) -> None:
    landing = landed(tmp_path, "2022-07/a/JHT.csv", "2022-07/a/JHT.manifest.yaml", "2022-07/b/JKM.csv", "2022-07/b/JKM.csv.manifest.yaml")
    assert [Path(file.manifest_path or "").name for file in view(landing).files] == ["JHT.manifest.yaml", "JKM.csv.manifest.yaml"]


@pytest.mark.parametrize("ending", [".csv.manifest.yml", ".manifest.yml", ".csv.MANIFEST.YML", ".csv.MANIFEST.YAML"])
def test_an_extract_beside_a_manifest_of_another_ending_is_not_taken_in_without_it(tmp_path: Path, ending: str) -> None:
    found = view(landed(tmp_path, "2022-07/a/JHT.csv", f"2022-07/a/JHT{ending}", "2022-07/a/JKM.csv"))
    told = {one.where: one for one in found.misplaced}
    assert "JKM.csv" in [file.name for file in found.files]
    assert "JHT.csv" not in [file.name for file in found.files]
    assert f"JHT{ending} beside it should end in .manifest.yaml" in told["landing/2022-07/a/JHT.csv"].what
    assert told["landing/2022-07/a/JHT.csv"].fix == "name it <file>.manifest.yaml"


def test_a_nil_return_of_another_ending_is_told_as_such(tmp_path: Path) -> None:
    [told] = view(landed(tmp_path, "2022-07/a/nil.manifest.yml")).misplaced
    assert told.what == "the name of a manifest ends in .manifest.yaml"


@pytest.mark.parametrize("name", ["a.csv.part", "~$a.xlsx", ".hidden.csv", "a.csv.tmp"])
def test_unfinished_files_are_left_for_the_next_run(tmp_path: Path, name: str) -> None:
    found = view(landed(tmp_path, f"2022-07/blora/{name}"))
    assert (found.files, found.misplaced) == ((), ())


def test_a_file_changed_within_the_settle_time_waits(tmp_path: Path) -> None:
    found = view(landed(tmp_path, "2022-07/blora/a.csv"), settle_s=7200)
    assert (len(found.files), found.unsettled) == (0, 1)


@pytest.mark.parametrize(("ahead_s", "settle_s", "waits"), [(3600, 0, 0), (3600, 60, 0), (5, 60, 1)])
def test_a_file_from_a_clock_ahead_of_ours_waits_no_longer_than_any_other(
    tmp_path: Path, ahead_s: int, settle_s: float, waits: int
) -> None:
    landing = landed(tmp_path, "2022-07/blora/a.csv")
    os.utime(tmp_path / "2022-07/blora/a.csv", (NOW.timestamp() + ahead_s,) * 2)
    assert view(landing, settle_s).unsettled == waits


@pytest.mark.parametrize(
    ("place", "complaint"),
    [
        ("2022-13/blora/a.csv", "'2022-13' is not a period"),
        ("202207/blora/a.csv", "'202207' is not a period"),
        ("2022-07/a.csv", "does not lie in a period and a sender folder"),
        ("2022-07/blora/deep/a.csv", "does not lie in a period and a sender folder"),
        ("2022-07/blora/a.xls", "its format is not one that is read"),
        ("2022-07/bl ora/a.csv", "not a sender code"),
    ],
)
def test_what_lies_in_the_wrong_place_is_named_and_not_taken(tmp_path: Path, place: str, complaint: str) -> None:
    found = view(landed(tmp_path, place))
    assert found.files == ()
    assert complaint in found.misplaced[0].what


def test_a_link_is_not_followed(tmp_path: Path) -> None:
    secret = tmp_path / "secret.csv"
    secret.write_text("x")
    folder = tmp_path / "landing/2022-07/blora"
    folder.mkdir(parents=True)
    (folder / "a.csv").symlink_to(secret)
    found = view(str(tmp_path / "landing"))
    assert (found.files, found.misplaced[0].what) == ((), "it is a link, not a file")


def test_the_link_of_a_manifest_is_not_followed_and_its_extract_waits(tmp_path: Path) -> None:
    secret = tmp_path / "secret.yaml"
    secret.write_text("revision: 2")
    landing = landed(tmp_path / "landing", "2022-07/blora/JHT.csv", "2022-07/blora/JKM.csv")
    (tmp_path / "landing/2022-07/blora/JHT.csv.manifest.yaml").symlink_to(secret)
    found = view(landing)
    assert [file.name for file in found.files] == ["JKM.csv"]
    assert [(one.where, one.what) for one in found.misplaced] == [
        (
            "landing/2022-07/blora/JHT.csv.manifest.yaml",
            "it is a link, not a file; the extract beside it is not taken in without it",
        )
    ]


@pytest.mark.parametrize("name", ["a.csv", "a.manifest.yaml", "JHT.csv.manifest.yaml"])
def test_what_is_no_regular_file_is_not_opened(tmp_path: Path, name: str) -> None:
    landing = landed(tmp_path, "2022-07/blora/JHT.csv")
    os.mkfifo(tmp_path / "2022-07/blora" / name)
    found = view(landing)
    assert [file.name for file in found.files] == ([] if name.startswith("JHT") else ["JHT.csv"])
    assert [one.what.startswith("it is not a file, but a pipe, a socket or a device") for one in found.misplaced] == [True]
    assert (found.misplaced[0].where, found.misplaced[0].fix) == (f"landing/2022-07/blora/{name}", "put the file itself there")


def test_files_of_a_remote_landing_zone_are_files() -> None:
    memory = fsspec.filesystem("memory")
    memory.pipe("/landing-of-test/2022-07/blora/a.csv", b"x")
    try:
        assert contents("memory://landing-of-test") == [b"x"]
    finally:
        memory.rm("/landing-of-test", recursive=True)


@pytest.mark.parametrize(("size", "is_taken"), [(LONGEST_MANIFEST, True), (LONGEST_MANIFEST + 1, False)])
@pytest.mark.parametrize("beside", ["JHT.csv", None])
def test_a_manifest_far_too_large_is_not_read_nor_its_extract_taken(
    tmp_path: Path, size: int, beside: str | None, *, is_taken: bool
) -> None:
    landing = landed(tmp_path, "2022-07/blora/JHT.manifest.yaml", *([f"2022-07/blora/{beside}"] if beside else []))
    os.truncate(tmp_path / "2022-07/blora/JHT.manifest.yaml", size)
    os.utime(tmp_path / "2022-07/blora/JHT.manifest.yaml", (NOW.timestamp() - 3600,) * 2)
    found = view(landing)
    assert (len(found.files), len(found.misplaced)) == ((1, 0) if is_taken else (0, 1))
    if not is_taken:
        assert found.misplaced[0].what.startswith("it is far larger than any manifest")


def test_an_fsspec_url_is_a_landing_zone_too(tmp_path: Path) -> None:
    landing = landed(tmp_path, "2022-07/blora/a.csv")
    assert [file.name for file in view(f"file://{landing}").files] == ["a.csv"]


def laid(folder: Path, name: str, content: bytes) -> Path:
    path = folder / "2022-07" / "blora" / name
    path.parent.mkdir(parents=True)
    path.write_bytes(content)
    return path


def contents(zone: str | Path) -> list[bytes]:
    found = []
    for file in looked(zone).files:
        with file.open() as source:
            found.append(source.read())
    return found


def looked(folder: str | Path) -> LandingView:
    return look(str(folder), now=datetime(2100, 1, 1, tzinfo=UTC), settle_s=0)


@pytest.mark.parametrize("folder", ["a::b", "file::c", "it's; [x]{y}*", "~", "%41"])
def test_the_landing_zone_is_a_folder_whatever_signs_are_in_its_path(tmp_path: Path, folder: str) -> None:
    laid(tmp_path / folder, "a.csv", b"its own")
    assert contents(tmp_path / folder) == [b"its own"]


@pytest.mark.parametrize("name", ["link::x.csv", "::.csv", "file::JHT.csv", "memory:x.csv", "*.csv", "{a,b}.csv", "~x.csv", "a\nb.csv"])
def test_a_file_is_opened_by_its_name_and_no_name_is_an_address(tmp_path: Path, name: str) -> None:
    path = laid(tmp_path / "landing", name, b"its own")
    (tmp_path / "secret").write_bytes(b"somebody else's")
    path.with_name("link").symlink_to(tmp_path / "secret")
    assert contents(tmp_path / "landing") == [b"its own"]


def test_a_link_that_takes_the_place_of_a_file_is_not_followed(tmp_path: Path) -> None:
    path = laid(tmp_path, "a.csv", b"its own")
    [file] = looked(tmp_path).files
    path.unlink()
    path.symlink_to("/etc/hostname")
    with pytest.raises(OSError, match="symbolic links"):
        file.open()


def test_no_landing_zone_yet_is_an_empty_one(tmp_path: Path) -> None:
    assert view(str(tmp_path / "nowhere")) == LandingView((), (), 0)


def test_a_manifest_without_a_file_is_a_delivery_of_its_own(tmp_path: Path) -> None:
    [file] = view(landed(tmp_path, "2022-07/blora/nil.manifest.yaml")).files
    assert (file.file_format, file.manifest_path) == ("manifest", file.path)


def test_the_manifest_of_a_file_on_its_way_waits_with_it(tmp_path: Path) -> None:
    found = view(landed(tmp_path, "2022-07/blora/JHT.csv.part", "2022-07/blora/JHT.csv.manifest.yaml"))
    assert (found.files, found.misplaced) == ((), ())


def test_a_file_waits_for_its_manifest_to_settle(tmp_path: Path) -> None:
    landing = landed(tmp_path, "2022-07/blora/JHT.csv", "2022-07/blora/JHT.manifest.yaml")
    os.utime(tmp_path / "2022-07/blora/JHT.manifest.yaml", (NOW.timestamp() - 5,) * 2)
    assert (view(landing, settle_s=60).files, view(landing, settle_s=60).unsettled) == ((), 1)
