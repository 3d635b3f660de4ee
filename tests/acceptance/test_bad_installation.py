import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from tests.acceptance import by_hand
from tests.acceptance.claims_home import ANOTHER_KEY, ClaimsHome, Ended
from tests.acceptance.extracts import csv_bytes
from tests.acceptance.spoiled import lines

pytestmark = [pytest.mark.prefect, pytest.mark.xdist_group("acceptance: by hand")]

RUN = ("run", "--period", by_hand.PERIOD)


def assert_explained(ended: Ended, code: int, *says: str) -> None:
    """The right exit code; what, where and fix on stderr; no traceback; nothing on stdout."""
    assert ended.code == code, str(ended)
    assert "Traceback" not in ended.said, str(ended)
    assert "unforeseen" not in ended.said, str(ended)
    assert "where: " in ended.stderr, str(ended)
    assert "fix: " in ended.stderr, str(ended)
    assert [text for text in says if text not in ended.stderr] == [], str(ended)
    assert ended.stdout == ""


@contextmanager
def unchanged(home: ClaimsHome) -> Iterator[None]:
    """The block leaves the publication that stands as it was."""
    before = home.published
    assert before is not None
    yield
    assert home.published == before


def test_a_period_without_extracts_ends_with_12(published_home: ClaimsHome) -> None:
    with unchanged(published_home):
        assert_explained(published_home.claims("run", "--period", "2031-01"), 12, "2031-01", "landing")


def test_a_home_without_any_extract_ends_with_12(empty_home: ClaimsHome) -> None:
    assert_explained(empty_home.claims(*RUN), 12, "2022-07", str(empty_home.root / "landing"))


def test_a_file_in_place_of_the_home_ends_with_14(tmp_path: Path) -> None:
    home = ClaimsHome(tmp_path / "home")
    home.root.write_text("not a folder", encoding="utf-8")
    assert_explained(home.claims(*RUN), 14, str(home.root))


@pytest.mark.parametrize("folder", ["clean", "quarantine", "reports", "register", ".prefect"])
def test_a_file_in_place_of_a_folder_of_the_home_ends_with_14(published_home: ClaimsHome, folder: str) -> None:
    (published_home.root / folder).rename(published_home.root / "elsewhere")
    (published_home.root / folder).write_text("not a folder", encoding="utf-8")
    with unchanged(published_home):
        assert_explained(published_home.claims(*RUN), 14, str(published_home.root))


def mislaid(home: ClaimsHome) -> None:
    """The key file is gone."""
    (home.root / "pseudonym.key").unlink()


def exchanged(home: ClaimsHome) -> None:
    """Another key lies in its place."""
    (home.root / "pseudonym.key").write_text(ANOTHER_KEY, encoding="utf-8")


def garbled(home: ClaimsHome) -> None:
    """It is no key at all."""
    (home.root / "pseudonym.key").write_text("correct horse battery staple", encoding="utf-8")


def exposed(home: ClaimsHome) -> None:
    """Everybody can read it."""
    (home.root / "pseudonym.key").chmod(0o644)


@pytest.mark.parametrize("spoil", [mislaid, exchanged, garbled, exposed])
def test_a_pseudonym_key_that_will_not_do_ends_with_14(published_home: ClaimsHome, spoil: Callable[[ClaimsHome], None]) -> None:
    spoil(published_home)
    with unchanged(published_home):
        ended = published_home.claims(*RUN)
        assert_explained(ended, 14, "key", "pseudonym.key")
        assert ANOTHER_KEY not in ended.said
        assert "battery staple" not in ended.said


@pytest.mark.parametrize("key", [ANOTHER_KEY, "abc", "z" * 64], ids=["another", "too short", "not hexadecimal"])
def test_a_wrong_key_in_the_environment_ends_with_14_and_is_not_shown(published_home: ClaimsHome, key: str) -> None:
    with unchanged(published_home):
        ended = published_home.claims(*RUN, CLAIMS_PSEUDONYM_KEY=key)
        assert_explained(ended, 14, "CLAIMS_PSEUDONYM_KEY")
        assert f"{key}\n" not in ended.said
        assert len(key) < 10 or key not in ended.said


def test_the_key_is_made_on_first_use_for_its_owner_alone(published_home: ClaimsHome) -> None:
    assert (published_home.root / "pseudonym.key").stat().st_mode & 0o777 == 0o600
    assert not list((published_home.root / "warehouse").rglob("*.key"))


@pytest.mark.parametrize("text", ["colour = 'green'\n", "workers = 'many'\n", "workers = \n"], ids=["unknown", "unfit", "not TOML"])
def test_a_setting_that_will_not_do_ends_with_14(published_home: ClaimsHome, text: str) -> None:
    (published_home.root / "claims.toml").write_text(text, encoding="utf-8")
    with unchanged(published_home):
        assert_explained(published_home.claims(*RUN), 14, "claims.toml")


def test_an_unknown_setting_in_the_environment_ends_with_14(published_home: ClaimsHome) -> None:
    assert_explained(published_home.claims(*RUN, CLAIMS_COLOUR="green"), 14, "CLAIMS_COLOUR")


def test_a_prefect_api_that_does_not_answer_ends_with_14_within_seconds(published_home: ClaimsHome) -> None:
    published_home.lay("2022-07/kudus/tambahan.csv", csv_bytes(lines("additional")))
    with socket.socket() as closed:
        closed.bind(("127.0.0.1", 0))
        url = f"http://127.0.0.1:{closed.getsockname()[1]}/api"
    with unchanged(published_home):
        ended = published_home.claims(*RUN, PREFECT_API_URL=url)
        assert_explained(ended, 14, url)
        assert ended.seconds < 15, str(ended)


@contextmanager
def held_open_for_writing(file: Path) -> Iterator[None]:
    """Another process has the warehouse open read-write during the block."""
    script = "import duckdb, sys; held = duckdb.connect(sys.argv[1]); print('held', flush=True); sys.stdin.read()"
    with subprocess.Popen([sys.executable, "-c", script, file], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as holder:
        assert holder.stdout is not None
        assert holder.stdout.readline() == "held\n"
        try:
            yield
        finally:
            holder.communicate("")


def test_a_warehouse_opened_for_writing_by_someone_else_ends_with_13_and_can_be_run_afterwards(published_home: ClaimsHome) -> None:
    before = published_home.published
    published_home.lay("2022-07/kudus/tambahan.csv", csv_bytes(lines("additional")))
    with held_open_for_writing(published_home.file):
        assert_explained(published_home.claims("query", "select 1"), 13, "claims.duckdb")
        assert_explained(published_home.claims("reconcile"), 13, "claims.duckdb")
        assert_explained(published_home.claims(*RUN), 13, "claims.duckdb")
    assert published_home.published == before
    again = published_home.done(*RUN, "--json").result
    assert again["number"] == 2


def test_a_damaged_standing_file_ends_with_13(published_home: ClaimsHome) -> None:
    file = published_home.file.resolve()
    file.chmod(0o600)
    file.write_bytes(b"not a database" * 1000)
    assert_explained(published_home.claims("query", "select 1"), 13, "claims.duckdb")


@pytest.mark.parametrize(
    "arguments",
    [("run", "--period", "2022-13"), ("run", "--period", "July"), ("backfill", "2022-07"), ("fly",), ("run", "--altitude", "3")],
    ids=" ".join,
)
def test_a_command_that_cannot_be_understood_ends_with_2(empty_home: ClaimsHome, arguments: tuple[str, ...]) -> None:
    ended = empty_home.claims(*arguments)
    assert ended.code == 2, str(ended)
    assert "Traceback" not in ended.said
    assert ended.stdout == ""


def test_a_range_that_runs_backwards_ends_with_2(empty_home: ClaimsHome) -> None:
    assert_explained(empty_home.claims("backfill", "2022-07", "2022-01"), 2, "2022-07")


def test_an_error_is_one_json_document_where_json_is_asked_for(published_home: ClaimsHome) -> None:
    ended = published_home.claims("run", "--period", "2031-01", "--json")
    assert ended.code == 12
    assert set(ended.result["error"]) == {"what", "where", "fix", "code"}
    assert ended.result["error"]["code"] == 12


@pytest.mark.privileged
def test_a_home_mounted_read_only_ends_with_14(published_home: ClaimsHome) -> None:
    root = str(published_home.root)
    if subprocess.run(["mount", "--bind", root, root], capture_output=True, check=False).returncode:
        pytest.skip("not run: needs root and the right to mount")
    try:
        subprocess.run(["mount", "-o", "remount,ro,bind", root], check=True)
        with unchanged(published_home):
            assert_explained(published_home.claims(*RUN), 14, root)
    finally:
        time.sleep(0.1)
        subprocess.run(["umount", root], check=True)
