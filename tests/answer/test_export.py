import json
import stat
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from flows.answer.destination import accepted_folder, answer_name, private_file
from flows.answer.errors import DestinationRefused
from flows.answer.export import Answer, export
from flows.cli.app import Session, claims
from flows.cli.explain_error import exit_code
from flows.errors import UsageRefused
from flows.home import Home
from flows.monthly.intake import take_arrivals
from flows.monthly.parts import make_part, unmade
from flows.monthly.workplace import open_workplace
from flows.periods import first_day
from tests.answer.books import HEADER, drawn, opened, rewritten
from warehouse.register.records import Arrival

JULY = first_day("2022-07")
GOOD = ["K{n}", "JHT", "3316080101900001", "01/07/2022"]
CSV_HEADER = "KODE KLAIM;PROGRAM;NIK;TGL BAYAR;NOMINAL\n"


def book_of(lines: int, wrong: set[int]) -> bytes:
    """A workbook of payment lines; those in `wrong` (from 1) have a NIK of two digits."""

    def draw(book: Any) -> None:
        sheet = book.add_worksheet("Klaim")
        sheet.write_row(0, 0, HEADER)
        for row in range(1, lines + 1):
            cells = [f"K{row}", "JHT", "33" if row in wrong else "3316080101900001", "01/07/2022"]
            sheet.write_row(row, 0, cells)
            sheet.write_formula(row, 4, f"={row}*1000", None, row * 1000)

    return drawn(draw)


def csv_of(lines: int, wrong: set[int]) -> bytes:
    rows = (f"C{n};JHT;{'33' if n in wrong else '3316080101900001'};01/07/2022;{n}.000,00\n" for n in range(1, lines + 1))
    return (CSV_HEADER + "".join(rows)).encode()


@pytest.fixture
def home(tmp_path: Path) -> Iterator[Path]:
    root = tmp_path / "home"
    Home(root).prepare()
    return root


def deliver(home: Path, **files: bytes) -> None:
    """Land these files (`name__format`) for kudus and July, take them in, and make their parts, as a run does before it publishes."""
    folder = home / "landing" / "2022-07" / "kudus"
    folder.mkdir(parents=True, exist_ok=True)
    for name, content in files.items():
        (folder / name.replace("__", ".")).write_bytes(content)
    workplace = open_workplace(home)
    take_arrivals(workplace)
    for extract in unmade(workplace, ["2022-07"]):
        make_part(workplace, extract)


def everything(home: Path) -> dict[str, bytes]:
    kept = ("vault", "clean", "quarantine", "reference", "landing", "warehouse", "reports")
    return {str(path): path.read_bytes() for name in kept for path in sorted((home / name).rglob("*")) if path.is_file()}


def by_file(answers: list[Answer]) -> dict[str, Answer]:
    return {answer.file: answer for answer in answers}


def test_each_extract_with_findings_gets_a_private_answer_and_the_home_stays_as_it_was(home: Path, tmp_path: Path) -> None:
    deliver(home, klaim__xlsx=book_of(8, {3}), susulan__csv=csv_of(8, {2}), bersih__csv=csv_of(4, set()).replace(b"C", b"B"))
    before = everything(home)
    answers = by_file(export(home, "kudus", JULY, tmp_path / "out" / "kudus", "id"))
    assert everything(home) == before
    assert sorted(path.name for path in (tmp_path / "out" / "kudus").iterdir()) == [
        "kudus 2022-07 klaim - perbaikan.xlsx",
        "kudus 2022-07 susulan - perbaikan.xlsx",
    ]
    assert all(stat.S_IMODE(path.stat().st_mode) == 0o600 for path in (tmp_path / "out" / "kudus").iterdir())
    assert answers["bersih.csv"].note == "nothing to put right"
    book = opened((tmp_path / "out" / "kudus" / "kudus 2022-07 klaim - perbaikan.xlsx").read_bytes())
    assert book.notes("Klaim") == {"C4": "NK01 (kesalahan): NIK bukan enam belas angka dengan tanggal lahir yang ada"}
    assert not list((home / "vault" / ".work").glob("answer*"))


def test_an_extract_refused_for_too_many_faults_is_answered_line_by_line(home: Path, tmp_path: Path) -> None:
    deliver(home, klaim__xlsx=book_of(4, {1, 2, 3}), susulan__csv=csv_of(4, {1, 2, 3}))
    answers = by_file(export(home, "kudus", JULY, tmp_path / "out", "en"))
    assert [answers[name].note[:4] for name in ("klaim.xlsx", "susulan.csv")] == ["EX09", "EX09"]
    book = opened((tmp_path / "out" / "kudus 2022-07 klaim - perbaikan.xlsx").read_bytes())
    assert set(book.notes("Klaim")) == {"C2", "C3", "C4"}
    assert len(opened((tmp_path / "out" / "kudus 2022-07 susulan - perbaikan.xlsx").read_bytes()).text("Set aside")) == 4


def test_an_extract_refused_as_a_whole_is_said_to_have_no_lines(home: Path, tmp_path: Path) -> None:
    deliver(home, klaim__csv=b"SATU;DUA\n1;2\n", rusak__xlsx=b"PK\3\4 broken")
    answers = by_file(export(home, "kudus", JULY, tmp_path / "out", "id"))
    assert [answer.answer for answer in answers.values()] == [None, None]
    assert "EX03" in answers["klaim.csv"].note
    assert list((tmp_path / "out").iterdir()) == []


def test_the_newest_of_a_name_is_answered_and_an_older_answer_is_replaced(home: Path, tmp_path: Path) -> None:
    deliver(home, klaim__xlsx=book_of(8, {3}))
    export(home, "kudus", JULY, tmp_path / "out", "id")
    deliver(home, klaim__xlsx=book_of(8, {1, 2, 3, 4, 5}))
    export(home, "kudus", JULY, tmp_path / "out", "id")
    book = opened((tmp_path / "out" / "kudus 2022-07 klaim - perbaikan.xlsx").read_bytes())
    assert set(book.notes("Klaim")) == {"C2", "C3", "C4", "C5", "C6"}


def test_a_sender_of_whom_nothing_came_is_a_mistake_of_use(home: Path, tmp_path: Path) -> None:
    with pytest.raises(UsageRefused) as refusal:
        export(home, "pati", JULY, tmp_path / "out", "id")
    assert exit_code(refusal.value) == 2


@pytest.mark.parametrize("inside", [".", "reports", "reports/new/deep", "vault", "../home/reports", "../link/out"])
def test_a_folder_inside_the_home_is_refused_by_whatever_way_it_is_named(home: Path, inside: str) -> None:
    (home.parent / "link").symlink_to(home / "reports")
    before = set(home.rglob("*"))
    with pytest.raises(DestinationRefused) as refusal:
        accepted_folder(home / inside, home, str(home / "landing"))
    assert exit_code(refusal.value) == 2
    assert "--to" in refusal.value.fix
    assert set(home.rglob("*")) == before


def test_a_link_into_the_home_is_refused(home: Path) -> None:
    (home.parent / "elsewhere").symlink_to(home / "reports")
    with pytest.raises(DestinationRefused):
        accepted_folder(home.parent / "elsewhere" / "out", home, str(home / "landing"))


def test_an_answer_being_written_lies_in_its_folder_too_and_leaves_nothing_when_it_fails(tmp_path: Path) -> None:
    writing = private_file(tmp_path, "a.xlsx")
    unfinished = writing.__enter__()
    assert unfinished.parent == tmp_path
    assert stat.S_IMODE(unfinished.stat().st_mode) == 0o600
    assert not writing.__exit__(ZeroDivisionError, ZeroDivisionError(), None)
    assert list(tmp_path.iterdir()) == []


def test_the_landing_zone_elsewhere_is_refused_too_and_a_url_is_no_folder(home: Path, tmp_path: Path) -> None:
    for landing in (str(tmp_path / "landing"), f"file://{tmp_path}/landing"):
        with pytest.raises(DestinationRefused):
            accepted_folder(tmp_path / "landing" / "2022-07", home, landing)
    assert accepted_folder(tmp_path / "out", home, "s3://bucket/landing") == tmp_path / "out"


def test_a_file_is_no_folder(home: Path, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("x")
    with pytest.raises(DestinationRefused):
        accepted_folder(tmp_path / "file", home, "landing")


def test_a_link_under_the_answers_name_is_replaced_and_not_followed(home: Path, tmp_path: Path) -> None:
    deliver(home, klaim__csv=csv_of(8, {3}))
    (tmp_path / "out").mkdir()
    (tmp_path / "precious").write_text("kept")
    (tmp_path / "out" / "kudus 2022-07 klaim - perbaikan.xlsx").symlink_to(tmp_path / "precious")
    export(home, "kudus", JULY, tmp_path / "out", "id")
    assert (tmp_path / "precious").read_text() == "kept"
    assert not (tmp_path / "out" / "kudus 2022-07 klaim - perbaikan.xlsx").is_symlink()


def sent(sender: str, name: str, file_format: str) -> Arrival:
    return Arrival(1, sender, "2022-07", "", "", 0, name, name, file_format, 1, "2022-08-01T00:00:00+00:00")


def test_answers_are_named_after_sender_period_and_extract_and_never_alike() -> None:
    assert answer_name(sent("kudus", "JHT ********.csv.gz", "csv.gz"), set()) == "kudus 2022-07 JHT ________ - perbaikan.xlsx"
    assert answer_name(sent("pati", "a.xlsx", "xlsx"), {"pati 2022-07 a - perbaikan.xlsx"}) == "pati 2022-07 a (2) - perbaikan.xlsx"
    assert len(answer_name(sent("kudus", "é" * 250 + ".csv", "csv"), set()).encode()) < 255


def test_a_workbook_that_cannot_be_marked_is_told_and_the_others_go_on(
    home: Path, tmp_path: Path, monkeypatch: Any, capsys: pytest.CaptureFixture[str]
) -> None:
    from flows.answer import package

    deliver(home, klaim__xlsx=book_of(8, {3}), susulan__csv=csv_of(8, {2}))
    monkeypatch.setattr(package, "MOST_PARTS", 3)
    with pytest.raises(SystemExit) as ended:
        command(home, tmp_path / "out", "--json")
    told = json.loads(capsys.readouterr().out)
    assert ended.value.code == 11
    assert [(one["has_failed"], one["answer"] is None) for one in told] == [(True, True), (False, False)]
    assert [path.name for path in (tmp_path / "out").iterdir()] == ["kudus 2022-07 susulan - perbaikan.xlsx"]


def test_the_command_prints_what_was_written(home: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    deliver(home, klaim__csv=csv_of(8, {3}))
    command(home, tmp_path / "out", "--lang", "en")
    assert "kudus 2022-07 klaim - perbaikan.xlsx" in capsys.readouterr().out
    with pytest.raises(DestinationRefused):
        command(home, home / "reports")


def command(home: Path, folder: Path, *more: str) -> None:
    arguments = ["--home", str(home), "quarantine", "export", "--sender", "kudus", "--period", "2022-07", "--to", str(folder), *more]
    claims.main(arguments, standalone_mode=False, obj=Session())


def test_an_extract_that_no_run_has_read_yet_is_said_to_be_so(home: Path, tmp_path: Path) -> None:
    deliver(home, klaim__csv=csv_of(8, {3}))
    for part in (home / "quarantine").iterdir():
        part.unlink()
    (answer,) = export(home, "kudus", JULY, tmp_path / "out", "id")
    assert (answer.answer, answer.note[:12]) == (None, "not read yet")


def test_the_extract_is_read_again_as_it_was_decided_for_its_sender(home: Path, tmp_path: Path) -> None:
    table = "sender_code,heading,canonical,kind,valid_from,valid_to,source\nkudus,NILAI BERSIH,amount_paid_idr,column,,,asked\n"
    (home / "reference" / "sender_headings.csv").write_text(table)
    book = book_of(8, {3})
    renamed = rewritten(book, "xl/sharedStrings.xml", lambda text: text.replace(">NOMINAL<", ">NILAI BERSIH<"))
    deliver(home, klaim__xlsx=renamed, susulan__csv=csv_of(8, {2}).replace(b"NOMINAL", b"NILAI BERSIH"))
    answers = by_file(export(home, "kudus", JULY, tmp_path / "out", "en"))
    assert {(one.remarks, one.without_place, one.has_failed) for one in answers.values()} == {(1, 0, False)}


@pytest.mark.parametrize("name", ["klaim__csv", "klaim__xlsx"])
def test_an_extract_whose_headings_were_taken_away_since_it_was_read_is_told_and_nothing_is_written(
    home: Path, tmp_path: Path, name: str
) -> None:
    table = home / "reference" / "sender_headings.csv"
    table.write_text("sender_code,heading,canonical,kind,valid_from,valid_to,source\nkudus,NILAI BERSIH,amount_paid_idr,column,,,asked\n")
    book = rewritten(book_of(8, {3}), "xl/sharedStrings.xml", lambda text: text.replace(">NOMINAL<", ">NILAI BERSIH<"))
    deliver(home, **{name: book if name.endswith("xlsx") else csv_of(8, {2}).replace(b"NOMINAL", b"NILAI BERSIH")})
    table.unlink()
    [answer] = export(home, "kudus", JULY, tmp_path / "out", "en")
    assert (answer.answer, answer.has_failed) == (None, True)
    assert "NILAI BERSIH" in answer.note
    assert list((tmp_path / "out").iterdir()) == []
