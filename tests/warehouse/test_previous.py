import subprocess
import sys
from pathlib import Path

import pytest

from tests.warehouse.drawn_content import content, names_in, record, sealed
from warehouse.candidate import build
from warehouse.errors import PublicationOutOfOrder, WarehouseLocked, WarehouseUnreadable
from warehouse.query import query

HOLD = """
import duckdb, sys
connection = duckdb.connect(sys.argv[1])
print("held", flush=True)
sys.stdin.read()
"""


def test_a_file_another_process_holds_for_writing_is_locked_and_the_process_is_named(tmp_path: Path) -> None:
    file = sealed(tmp_path / "1")
    with subprocess.Popen([sys.executable, "-c", HOLD, str(file)], stdin=subprocess.PIPE, stdout=subprocess.PIPE) as holder:
        assert holder.stdout is not None
        holder.stdout.readline()
        with pytest.raises(WarehouseLocked) as locked:
            build(tmp_path / "2", content(), record(2, 1), file)
        with pytest.raises(WarehouseLocked):
            query(file, "select 1")
        holder.communicate()
    assert locked.value.where == str(file)
    assert locked.value.what == f"the file is held open for writing by process {holder.pid}"
    assert "read_only" in locked.value.fix


def test_readers_of_the_standing_file_do_not_stop_a_build(tmp_path: Path) -> None:
    file = sealed(tmp_path / "1")
    reader = HOLD.replace("duckdb.connect(sys.argv[1])", "duckdb.connect(sys.argv[1], read_only=True)")
    with subprocess.Popen([sys.executable, "-c", reader, str(file)], stdin=subprocess.PIPE, stdout=subprocess.PIPE) as holder:
        assert holder.stdout is not None
        holder.stdout.readline()
        build(tmp_path / "2", content(), record(2, 1), file).seal()
        holder.communicate()


def damaged(whole: bytes) -> dict[str, bytes]:
    return {
        "cut off": whole[: len(whole) // 2],
        "overwritten": whole[:12288] + b"\xff" * (len(whole) - 12288),
        "empty": b"",
        "junk": bytes(range(256)) * 100,
    }


def test_a_damaged_file_is_unreadable_and_named(tmp_path: Path) -> None:
    file = sealed(tmp_path / "1")
    for kind, content_bytes in damaged(file.read_bytes()).items():
        broken = tmp_path / f"{kind}.duckdb"
        broken.write_bytes(content_bytes)
        with pytest.raises(WarehouseUnreadable) as unreadable:
            build(tmp_path / "2", content(), record(2, 1), broken)
        assert unreadable.value.where == str(broken)
        assert "\n" not in unreadable.value.what


def test_a_missing_file_and_one_with_a_writers_log_beside_it_are_unreadable(tmp_path: Path) -> None:
    with pytest.raises(WarehouseUnreadable):
        build(tmp_path / "2", content(), record(2, 1), tmp_path / "claims.duckdb")
    file = sealed(tmp_path / "1")
    (file.parent / "claims.duckdb.wal").write_bytes(b"")
    with pytest.raises(WarehouseUnreadable, match="opened for writing"):
        build(tmp_path / "2", content(), record(2, 1), file)


def test_a_record_must_name_the_publication_that_stands(tmp_path: Path) -> None:
    file = sealed(tmp_path / "1")
    with pytest.raises(PublicationOutOfOrder):
        build(tmp_path / "2", content(), record(3, 2), file)
    with pytest.raises(PublicationOutOfOrder):
        build(tmp_path / "2", content(), record(2, 1), None)
    with pytest.raises(PublicationOutOfOrder):
        record(1, 1)


def test_the_previous_file_is_not_touched(tmp_path: Path) -> None:
    file = sealed(tmp_path / "1")
    before = file.read_bytes()
    build(tmp_path / "2", content(), record(2, 1), file).seal()
    assert file.read_bytes() == before
    assert names_in(file.parent) == ["claims.duckdb"]
