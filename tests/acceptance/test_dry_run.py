"""`claims backfill --dry-run` says what would be done and why, and writes nothing."""

import hashlib
from pathlib import Path

import pytest

from tests.acceptance import by_hand
from tests.acceptance.claims_home import ClaimsHome

pytestmark = [pytest.mark.prefect]

PERIOD = by_hand.PERIOD


def bytes_of(home: ClaimsHome) -> dict[str, str]:
    """Every file by its content, but for the lock and what SQLite keeps beside its database while it is open."""
    files = (path for path in home.root.rglob("*") if path.is_file() and not path.name.endswith((".lock", "-shm", "-wal")))
    return {str(path.relative_to(home.root)): hashlib.sha256(path.read_bytes()).hexdigest() for path in files}


def dry(home: ClaimsHome, first: str = PERIOD, last: str = PERIOD) -> dict[str, list[str]]:
    """Reasons by file; and nothing was written."""
    before = bytes_of(home)
    ended = home.done("backfill", first, last, "--dry-run", "--json")
    assert bytes_of(home) == before
    assert all(one["why"] for one in ended.result["files"])
    return {f"{one['period']}/{one['sender']}/{one['file']}": one["reasons"] for one in ended.result["files"]}


def test_of_a_home_in_which_nothing_was_ever_run_everything_is_new(empty_home: ClaimsHome) -> None:
    by_hand.deliver(empty_home)
    told = dry(empty_home)
    assert len(told) == len(by_hand.extracts())
    assert {reason for reasons in told.values() for reason in reasons} == {"new"}
    assert not (empty_home.root / "register").exists()


def test_of_a_published_month_nothing_is_to_be_done(published_home: ClaimsHome) -> None:
    assert dry(published_home) == {}
    assert "nothing has changed" in published_home.done("backfill", PERIOD, PERIOD, "--dry-run").stdout


def test_each_file_bears_its_reason_and_the_run_then_makes_exactly_those(published_home: ClaimsHome) -> None:
    landing = published_home.root / "landing" / PERIOD
    [kudus] = landing.glob("kudus/*.csv")
    kudus.write_bytes(kudus.read_bytes().replace(b"1.500.000", b"1.600.000") + b"\r\n")
    (landing / "demak").mkdir()
    (landing / "demak" / "JHT.csv").write_bytes(kudus.read_bytes().replace(b"K-", b"X-"))
    for part in (published_home.root / "clean").glob("*.parquet"):
        part.unlink()  # that of the file replaced, too: it is not made again
    told = dry(published_home)
    assert told[f"{PERIOD}/kudus/{kudus.name}"][0] == "replaced"
    assert told[f"{PERIOD}/demak/JHT.csv"] == ["new"]
    others = {place: reasons for place, reasons in told.items() if not place.startswith((f"{PERIOD}/kudus/", f"{PERIOD}/demak/"))}
    assert others == {f"{PERIOD}/{one}": ["files_gone"] for one in ("pati/klaim.xlsx", "rembang/klaim.parquet", "semarang/klaim.csv.gz")}


def test_a_changed_setting_is_told_as_the_reason_for_every_extract(published_home: ClaimsHome) -> None:
    (published_home.root / "claims.toml").write_text("quarantine_share_limit = 0.5\n")
    told = dry(published_home)
    assert len(told) == len(by_hand.extracts())
    assert {reason for reasons in told.values() for reason in reasons} == {"limit"}


def test_months_without_an_extract_are_named(published_home: ClaimsHome) -> None:
    result = published_home.done("backfill", "2022-06", PERIOD, "--dry-run", "--json").result
    assert (result["without_extract"], result["skipped"], result["publishes"]) == (["2022-06"], [PERIOD], False)


def test_the_shadow_is_gone_afterwards(published_home: ClaimsHome, tmp_path: Path) -> None:
    scratch = tmp_path / "scratch"
    scratch.mkdir()
    published_home.done("backfill", PERIOD, PERIOD, "--dry-run", TMPDIR=str(scratch))
    assert list(scratch.iterdir()) == []
