"""The tools of the attacks find what they are to find."""

import base64
import gzip
import stat
import urllib.parse
from pathlib import Path

import polars as pl
import pytest

from tests.proof.attacks import audit, kept_private
from tests.proof.attacks.found import in_bytes, in_file
from tests.proof.attacks.persons import STEMS, Person

NOTE = Person(7).note
WRITTEN = {
    "plainly": NOTE.encode(),
    "in capitals": NOTE.upper().encode(),
    "UTF-16": NOTE.encode("utf-16-le"),
    "UTF-16 BE": NOTE.encode("utf-16-be"),
    "hex": NOTE.encode().hex().encode(),
    "base64": base64.b64encode(NOTE.encode()),
    "base64, shifted": base64.b64encode(b"x" + NOTE.encode()),
    "gzip": gzip.compress(NOTE.encode()),
    "URL": urllib.parse.quote(NOTE).encode(),
}


@pytest.mark.parametrize("how", WRITTEN)
def test_everything_about_a_person_is_found(how: str) -> None:
    told = " ".join(in_bytes(b"before " * (how != "gzip") + WRITTEN[how]))
    assert [what for what in STEMS if what not in told] == []


def test_numbers_in_groups_are_found_and_nothing_is_where_nobody_is() -> None:
    assert len(list(in_bytes(Person(7).spaced.encode()))) == 2
    assert list(in_bytes(b"claims of 2022-07: 3,316,104 and 770099; Kanan, burung")) == []


def test_what_a_parquet_file_packs_is_found(tmp_path: Path) -> None:
    pl.DataFrame({"a": [int(Person(7).nik)]}).write_parquet(tmp_path / "a.parquet")
    assert [told for told in in_file(tmp_path / "a.parquet") if "NIK" in told]


def test_an_open_folder_and_a_file_that_others_may_write_are_told(tmp_path: Path) -> None:
    for name in kept_private.FOR_THE_OWNER_ALONE:
        (tmp_path / name).mkdir(mode=0o700)
    assert list(kept_private.faults(tmp_path)) == []
    (tmp_path / "clean").chmod(0o755)
    (tmp_path / "report").touch()
    (tmp_path / "report").chmod(0o666)
    assert sorted(kept_private.faults(tmp_path)) == ["clean/ is 755", "others may write report (666)"]
    assert stat.S_IMODE((tmp_path / "report").stat().st_mode) == 0o666


LOCK = "a==1 \\\n    --hash=sha256:00\nb==2\n--index-url https://example.invalid/\n"


def test_a_lock_without_hashes_or_with_an_address_is_told() -> None:
    assert audit.faults_of_lock(LOCK) == ["b==2 has no hash", "an address: --index-url https://example.invalid/"]
    assert audit.bounds_without_reason('[project]\ndependencies = [\n    "a<2",\n    "b<2",  # because\n    "c>=1",\n]\n') == ["a<2"]


def test_our_lock_has_hashes_for_all_and_no_address_and_every_bound_its_reason() -> None:
    assert audit.faults_of_lock(audit.LOCK.read_text(encoding="utf-8")) == []
    assert len(audit.pins(audit.LOCK.read_text(encoding="utf-8"))) > 50
    assert audit.bounds_without_reason(audit.PROJECT.read_text(encoding="utf-8")) == []


def test_an_audit_that_skipped_what_it_was_to_look_at_has_not_been_run() -> None:
    assert audit.read_answer(
        '{"dependencies": [{"name": "a", "skip_reason": "not found"}, {"name": "b", "version": "1", "vulns": []}]}'
    ) == (
        "the advisory service was not reached for 1 of 2 packages",
        [],
    )
    known = '{"dependencies": [{"name": "b", "version": "1", "vulns": [{"id": "X-1"}]}]}'
    assert audit.read_answer(known) == ("", ["b 1: X-1"])
