import io
import struct
import zipfile
from pathlib import Path
from typing import Any

import pytest

from flows.answer.errors import WorkbookUnmarkable
from flows.answer.package import MOST_PARTS, open_package, refuse_absurd
from tests.answer.books import claims_sheet, drawn, finding, found, marked, rewritten


def zipped(path: Path, parts: dict[str, bytes], kind: int = zipfile.ZIP_DEFLATED) -> Path:
    with zipfile.ZipFile(path, "w", kind) as archive:
        for name, data in parts.items():
            archive.writestr(name, data)
    return path


def refused(path: Path) -> str:
    with pytest.raises(WorkbookUnmarkable) as refusal, open_package(path):
        pass
    return refusal.value.what


@pytest.mark.parametrize("name", ["../evil.xml", "/etc/passwd", "xl/../../a", "a\\b"])
def test_a_part_outside_the_package_is_refused(tmp_path: Path, name: str) -> None:
    assert "outside" in refused(zipped(tmp_path / "a", {"aaaa": b"", name: b"x"}))


def test_sizes_and_numbers_beyond_reason_are_refused(tmp_path: Path) -> None:
    with zipfile.ZipFile(zipped(tmp_path / "a", {"a": b"x" * 100, "b": b"y" * 100})) as archive:
        parts = archive.infolist()
    for limits, what in (({"most_bytes": 150}, "too many bytes"), ({"part_bytes": 50}, "too large")):
        with pytest.raises(WorkbookUnmarkable, match=what):
            refuse_absurd(parts, **limits)
    with pytest.raises(WorkbookUnmarkable, match="too many parts"):
        refuse_absurd(parts * MOST_PARTS)


def test_a_part_packed_as_tight_as_only_bombs_are_is_refused() -> None:
    part = zipfile.ZipInfo("xl/sheet.xml")
    part.file_size, part.compress_size, part.header_offset = 1 << 29, 1 << 19, 0
    with pytest.raises(WorkbookUnmarkable, match="tight"):
        refuse_absurd([part])


def test_an_unusual_packing_and_a_repeated_name_are_refused(tmp_path: Path) -> None:
    assert "unusual" in refused(zipped(tmp_path / "a", {"a": b"x"}, zipfile.ZIP_LZMA))
    with zipfile.ZipFile(tmp_path / "b", "w") as archive:
        archive.writestr("a", b"1")
        with pytest.warns(UserWarning, match="Duplicate"):
            archive.writestr("a", b"2")
    assert "one name" in refused(tmp_path / "b")


def test_encrypted_and_overlapping_parts_are_refused(tmp_path: Path) -> None:
    data = bytearray(zipped(tmp_path / "a", {"a": b"x" * 50, "b": b"y" * 50}, zipfile.ZIP_STORED).read_bytes())
    second = data.index(b"PK\1\2", data.index(b"PK\1\2") + 4)
    overlapping = bytes(data[: second + 42]) + struct.pack("<I", 4) + bytes(data[second + 46 :])
    (tmp_path / "b").write_bytes(overlapping)
    assert "overlap" in refused(tmp_path / "b")
    data[second + 8] |= 1
    (tmp_path / "c").write_bytes(bytes(data))
    assert "encrypted" in refused(tmp_path / "c")


@pytest.mark.parametrize("content", [b"", b"PK\3\4 no zip", b"x" * 100])
def test_what_is_no_zip_is_refused(tmp_path: Path, content: bytes) -> None:
    (tmp_path / "a").write_bytes(content)
    assert "damaged" in refused(tmp_path / "a")


def test_a_part_whose_checksum_is_wrong_is_refused(tmp_path: Path) -> None:
    content = bytearray(drawn(claims_sheet))
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        part = archive.getinfo("docProps/app.xml")
    content[part.header_offset + 30 + len(part.filename) + 5] ^= 0xFF
    with pytest.raises(WorkbookUnmarkable):
        marked(bytes(content), found(finding(2, "NK01", "participant_nik")), tmp_path)


def test_untouched_parts_keep_their_order_and_dates(tmp_path: Path) -> None:
    def entries(content: bytes) -> list[Any]:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            return [(part.filename, part.date_time) for part in archive.infolist()]

    content = rewritten(drawn(claims_sheet), "none", None)  # dated now, where xlsxwriter dates all parts 1980
    before, after = entries(content), entries(marked(content, found(finding(2, "NK01", "participant_nik")), tmp_path)[0])
    assert after[: len(before)] == before
