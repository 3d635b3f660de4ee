import hashlib
import io
from pathlib import Path

import pytest

from flows.arrivals.vault import is_whole, sweep, take, verified
from flows.errors import VaultDamaged


def test_bytes_lie_under_their_own_hash(tmp_path: Path) -> None:
    name = take(io.BytesIO(b"claims"), tmp_path)
    assert name == hashlib.sha256(b"claims").hexdigest()
    assert verified(tmp_path, name).read_bytes() == b"claims"


def test_taking_the_same_bytes_twice_changes_nothing(tmp_path: Path) -> None:
    take(io.BytesIO(b"claims"), tmp_path)
    take(io.BytesIO(b"claims"), tmp_path)
    assert len(list(tmp_path.iterdir())) == 1


def test_altered_or_missing_bytes_are_named(tmp_path: Path) -> None:
    name = take(io.BytesIO(b"claims"), tmp_path)
    (tmp_path / name).chmod(0o600)
    (tmp_path / name).write_bytes(b"other")
    with pytest.raises(VaultDamaged):
        verified(tmp_path, name)
    with pytest.raises(VaultDamaged):
        verified(tmp_path, "0" * 64)


def test_bytes_that_cannot_be_read_are_named_with_the_systems_word(tmp_path: Path) -> None:
    name = "0" * 64
    (tmp_path / name).symlink_to("/proc/self/mem")  # its first page is mapped in no process
    with pytest.raises(VaultDamaged) as raised:
        verified(tmp_path, name)
    assert (raised.value.what, raised.value.where) == ("an extract in the vault cannot be used (Input/output error)", f"vault/{name}")
    assert not is_whole(tmp_path, name)


def test_a_source_that_breaks_off_leaves_nothing(tmp_path: Path) -> None:
    class Broken(io.BytesIO):
        def read(self, size: int | None = -1, /) -> bytes:
            raise OSError(size)

    with pytest.raises(OSError, match="1048576"):
        take(Broken(), tmp_path)
    assert list(tmp_path.iterdir()) == []


def test_what_a_killed_run_left_half_taken_is_swept(tmp_path: Path) -> None:
    (tmp_path / ".taking-abc").write_bytes(b"half")
    sweep(tmp_path)
    assert list(tmp_path.iterdir()) == []
