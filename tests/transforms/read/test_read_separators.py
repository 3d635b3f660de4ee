"""Lines that another separator or a quote out of place would hide: refused, never lost."""

from typing import Any

import pytest

from transforms.errors import ExtractRefused

HEADER = ["NO KLAIM", "PROGRAM", "TGL BAYAR", "NOMINAL"]


def block(separator: str, first: int, lines: int) -> str:
    rows = [HEADER, *([f"K{first + n}", "JHT", "15/07/2022", "1500000.25"] for n in range(lines))]
    return "".join(separator.join(row) + "\n" for row in rows)


def refusal(read: Any, content: str) -> ExtractRefused:
    with pytest.raises(ExtractRefused) as caught:
        read(content)
    return caught.value


def claims(read: Any, content: str) -> list[str]:
    return [claim for table in read(content).tables for claim in table.frame.collect()["claim_id"].to_list()]


@pytest.mark.parametrize(("first", "second"), [(",", ";"), ("\t", ";"), ("\t", ","), ("|", ",")])
@pytest.mark.parametrize("lines", [1, 8])
def test_a_block_of_lines_above_one_of_another_separator_is_not_lost_as_titles(read: Any, first: str, second: str, lines: int) -> None:
    error = refusal(read, block(first, 1, lines) + block(second, 50, 8))
    assert (error.code, error.place) == ("EX03", "row 1")


@pytest.mark.parametrize(("first", "second"), [(";", ","), (";", "|"), ("|", ","), (",", ";")])
def test_a_block_of_another_separator_below_or_in_the_middle_refuses_the_file(read: Any, first: str, second: str) -> None:
    assert refusal(read, block(first, 1, 30) + block(second, 50, 8)).code in {"EX03", "EX04"}
    assert refusal(read, block(first, 1, 30) + block(second, 50, 8) + block(first, 60, 8)).code in {"EX03", "EX04"}


def test_a_header_that_nobody_knows_above_lines_of_another_separator_is_no_title(read: Any) -> None:
    assert refusal(read, "NO TRANS,PROG,TGL,RUPIAH\n" + block(";", 1, 8)).place == "row 1"


@pytest.mark.parametrize("line", ["K 9,JHT,15/07/2022,1500000", "K 9;JHT;15/07/2022;1.500.000,25", "K 9|JHT|1 Juli 2022|15"])
def test_a_single_line_below_a_note_or_above_a_header_is_no_furniture(read: Any, line: str) -> None:
    separator = ";" if "," in line and ";" not in line else ","
    for text in (
        block(separator, 1, 8) + f"Catatan:\n{line}\n",
        block(separator, 1, 8) + f"{line}\n" + block(separator, 20, 8),
        f"{line}\n" + block(separator, 1, 8),
    ):
        assert refusal(read, text).code in {"EX03", "EX04"}


def test_titles_and_places_with_commas_are_still_titles(read: Any) -> None:
    above = "KANTOR CABANG BLORA, JAWA TENGAH\nJl. Pemuda 10, Blora\nPeriode 01/07/2022 - 31/07/2022\n"
    assert claims(read, above + block(";", 1, 2) + "Blora, 5 Agustus 2022;;;\n") == ["K1", "K2"]


NOTED = "NO KLAIM,PROGRAM,NAMA TK,TGL BAYAR,NOMINAL,KETERANGAN\n"


def noted(number: int, name: str = "SITI", note: str = "ok") -> str:
    return f"K{number},JHT,{name},15/07/2022,1500000.25,{note}\n"


@pytest.mark.parametrize("swallowed", [0, 1, 3])
def test_a_quote_that_closes_in_a_later_line_swallows_no_payment(read: Any, swallowed: int) -> None:
    between = "".join(noted(20 + n) for n in range(swallowed))
    for first, last in (
        (noted(2, name='"SITI'), noted(30, name='ENDANG"')),
        (noted(2, note='"pipa 2'), noted(30, note='pipa 3"')),
    ):
        error = refusal(read, NOTED + noted(1) + first + between + last + noted(40))
        assert (error.code, error.place) == ("EX04", "row 3")


def test_two_pairs_of_quotes_that_each_close_in_a_later_line_swallow_none_either(read: Any) -> None:
    text = NOTED + noted(1) + noted(2, name='"SITI') + noted(3, name='ENDANG"', note='"pipa 2') + noted(4, note='pipa 3"')
    assert refusal(read, text).code == "EX04"


@pytest.mark.parametrize("note", ['"catatan\nbaris dua"', '"Jl. Pemuda 1, Blora\r\nRT 1, RW 2"', '"a\n\nb, c\nd"'])
def test_an_honest_line_end_in_a_quoted_note_is_still_read(read: Any, note: str) -> None:
    assert claims(read, NOTED + noted(1) + noted(2, note=note) + noted(3)) == ["K1", "K2", "K3"]
