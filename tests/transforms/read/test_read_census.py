from pathlib import Path

import pytest

from transforms.read import census
from transforms.read.headings import bare, load_headings
from transforms.read.masking import pattern, without_long_numbers


@pytest.mark.parametrize("parts", [1, 3])
def test_a_census_in_parts_is_the_census_of_the_whole(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, parts: int) -> None:
    text = "aé;b\n" * 5000 + 'x"–;y'
    (tmp_path / "f").write_bytes(text.encode())
    monkeypatch.setattr(census, "CHUNK_BYTES", 1000)
    monkeypatch.setattr(census, "FEWEST_BYTES", 1000)
    monkeypatch.setattr(census.os, "cpu_count", lambda: parts)
    found = census.take_census(tmp_path / "f", ";", 6)
    assert (found.newlines, found.lines, found.separators) == (4999, 5000, 5000)
    assert (found.has_quotes, found.has_nul, found.is_utf8, found.ends_with_newline) == (True, False, True, False)


def test_a_census_of_nothing_has_no_lines(tmp_path: Path) -> None:
    (tmp_path / "f").write_bytes(b"abc\n")
    assert census.take_census(tmp_path / "f", ";", 4).lines == 0


@pytest.mark.parametrize("tail", [b"\xe9;x\n", b"\xc3"])
def test_a_single_byte_that_is_not_utf8_is_seen(tmp_path: Path, tail: bytes) -> None:
    (tmp_path / "f").write_bytes(b"a;b\n" * 1000 + tail)
    assert not census.take_census(tmp_path / "f", ";", 0).is_utf8


@pytest.mark.parametrize("chunk", [7, 8, 9, 10])
def test_what_nobody_sees_is_seen_also_where_two_chunks_meet(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, chunk: int) -> None:
    (tmp_path / "f").write_bytes("abcdefg\u200bh;é\n".encode())
    monkeypatch.setattr(census, "CHUNK_BYTES", chunk)
    found = census.take_census(tmp_path / "f", ";", 0)
    assert (found.has_invisible, found.is_utf8) == (True, True)


def test_letters_between_the_bytes_of_a_character_are_no_utf8_wherever_chunks_meet(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    told = {"aaa\u2013aaaé\n".encode(): True, b"aaa\xe2a\x80\x93aaa\n": False, b"aaaaaaa\xe2b;\n": False}
    for text, is_utf8 in told.items():
        (tmp_path / "f").write_bytes(text)
        for size in range(1, 12):
            monkeypatch.setattr(census, "CHUNK_BYTES", size)
            found = census.take_census(tmp_path / "f", ";", 0)
            assert (found.is_utf8, found.has_invisible) == (is_utf8, False)


def test_headings_of_the_home_are_laid_over_the_shipped_ones(tmp_path: Path) -> None:
    (tmp_path / "headings.csv").write_text(
        "heading,canonical,kind,source\nNILAI,amount_paid_idr,column,branch 7\nNOMINAL,,ignored,branch 7\n"
    )
    headings = load_headings(tmp_path)
    assert headings.canonical["nilai"] == "amount_paid_idr"
    assert headings.canonical["nominal"] == ""
    assert headings.canonical["kodeklaim"] == "claim_id"


def test_no_two_headings_differ_only_by_case_punctuation_or_spacing() -> None:
    shipped = load_headings(None).canonical
    assert bare("  Tgl. BAYAR*") == "tglbayar"
    assert {"kodeklaim", "tglbayar", "nominal", "no", "pph21", "keterangan"} <= set(shipped)


def test_a_pattern_shows_the_shape_and_never_a_value() -> None:
    assert pattern("Siti é 3316-08") == "AAAA A 9999-99"
    assert len(pattern("9" * 100)) == 40
    assert without_long_numbers("JHT 3316081234567890 2022") == "JHT * 2022"
