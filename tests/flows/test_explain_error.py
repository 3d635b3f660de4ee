import errno
import json
import sqlite3
from pathlib import Path

import pytest

from expectations.errors import GateClosed, SuiteRefused
from flows.cli.__main__ import main
from flows.cli.explain_error import as_json, as_sentences, exit_code, recognised
from flows.errors import ConfigurationRefused, HomeUnwritable, InputsHeld, KeyRefused, NoExtracts, UsageRefused, VaultDamaged
from flows.orchestrator.errors import ApiUnreachable
from transforms.errors import ExtractRefused, RowsUnaccounted
from transforms.reference import ReferenceTableRefused
from warehouse.errors import QueryRefused, WarehouseLocked, WarehouseUnreadable
from warehouse.register.errors import MigrationChanged


@pytest.mark.parametrize(
    ("error", "code"),
    [
        (UsageRefused("a", "b", "c"), 2),
        (QueryRefused("a", "b"), 2),
        (ExtractRefused("EX01", "a.csv", "a", "b"), 11),
        (VaultDamaged("ab", "gone"), 11),
        (NoExtracts(["2022-07"], "landing"), 12),
        (InputsHeld(3), 12),
        (GateClosed([]), 12),
        (WarehouseLocked(Path("x")), 13),
        (WarehouseUnreadable(Path("x"), "damaged"), 13),
        (MigrationChanged("0001"), 13),
        (ConfigurationRefused("a", "b", "c"), 14),
        (HomeUnwritable(Path("x"), "read-only"), 14),
        (KeyRefused("a", "b", "c"), 14),
        (ApiUnreachable("http://localhost", "refused"), 14),
        (ReferenceTableRefused("senders", [], ["x"]), 14),
        (SuiteRefused("lines", 1, "a", "b"), 14),
        (RowsUnaccounted(3, 2, "rows"), 1),
        (ValueError("anything"), 1),
    ],
)
def test_each_error_has_its_exit_code_and_says_what_where_and_how_to_fix(error: Exception, code: int) -> None:
    assert exit_code(error) == code
    told = as_sentences(error)
    assert "where:" in told
    assert "fix:" in told
    assert json.loads(as_json(error))["error"]["code"] == code


def test_an_unforeseen_errors_text_is_not_repeated() -> None:
    assert "3316081203567890" not in as_sentences(ValueError("cannot parse 3316081203567890"))


@pytest.mark.parametrize(
    "error",
    [
        OSError(errno.ENOSPC, "No space left on device"),
        RuntimeError("IO Error: No space left on device (os error 28)"),
        sqlite3.OperationalError("database or disk is full"),
    ],
)
def test_a_full_disk_is_known_in_every_engines_words(error: Exception, tmp_path: Path) -> None:
    assert "no space" in as_sentences(recognised(error, tmp_path))


def test_with_room_on_the_disk_an_error_stays_what_it_is(tmp_path: Path) -> None:
    error = ValueError("anything")
    assert recognised(error, tmp_path / "not" / "there") is error


@pytest.mark.parametrize("arguments", [["report", "--lang", "fr", "--json"], ["--json", "report", "--bogus"]])
def test_what_the_command_line_refuses_is_told_to_a_script_as_any_other_error(
    arguments: list[str], monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr("sys.argv", ["claims", *arguments])
    with pytest.raises(SystemExit) as ended:
        main()
    assert ended.value.code == 2
    told = json.loads(capsys.readouterr().out)["error"]
    assert told.keys() == {"what", "where", "fix", "code"}
    assert told["code"] == 2
