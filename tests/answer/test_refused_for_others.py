"""What an answer says of extracts that others forbid to use: the same that the run and `claims status` say of them."""

from pathlib import Path

import pytest

from flows.answer.export import Answer, export
from flows.errors import UsageRefused
from flows.periods import first_day
from tests.acceptance.drawn_arrivals import extract
from tests.acceptance.office import Office

JULY, AUGUST = "2022-07", "2022-08"
ONE, TWO, THREE = ("1", "JHT", "2022-07-01", "1000"), ("2", "JHT", "2022-07-02", "2000"), ("3", "JKM", "2022-07-03", "42000000")
TWO_RIGHT = ("2", "JHT", "2022-07-02", "2500")


@pytest.fixture
def office(tmp_path: Path) -> Office:
    return Office(tmp_path / "home")


def told(office: Office, tmp_path: Path, period: str = JULY) -> dict[str, str]:
    """By extract, how its note begins."""
    answers: list[Answer] = export(office.root, "K01", first_day(period), tmp_path / "out", "en")
    return {answer.file: answer.note[:4] if answer.note.startswith("EX") else answer.note for answer in answers}


def test_extracts_that_contradict_each_other_and_a_delta_that_waits_for_them_are_answered_with_their_codes(
    office: Office, tmp_path: Path
) -> None:
    office.deliver(f"{JULY}/K01/JHT.csv", extract("csv", ONE, TWO))
    office.deliver(f"{JULY}/K01/JHT-2.csv", extract("csv", TWO_RIGHT))
    office.deliver(f"{JULY}/K01/fix.csv", extract("csv", THREE), "kind: delta\nrevision: 1")
    office.run(JULY)
    assert told(office, tmp_path) == {"JHT.csv": "EX11", "JHT-2.csv": "EX11", "fix.csv": "EX14"}


def test_the_lines_of_an_extract_that_contradicts_another_are_marked_too(office: Office, tmp_path: Path) -> None:
    misdated = extract("xlsx", TWO_RIGHT, *((f"{n}", "JHT", "2022-07-02", "1") for n in range(10, 20)), ("99", "JHT", "2022-09-02", "1"))
    office.deliver(f"{JULY}/K01/JHT.csv", extract("csv", ONE, TWO))
    office.deliver(f"{JULY}/K01/JHT-2.xlsx", misdated)
    office.run(JULY)
    answers = {answer.file: answer for answer in export(office.root, "K01", first_day(JULY), tmp_path / "out", "en")}
    marked = answers["JHT-2.xlsx"]
    assert marked.answer is not None
    assert marked.answer.exists()
    assert (marked.remarks, marked.note[:4]) == (1, "EX11")
    assert answers["JHT.csv"].answer is None


def test_the_bytes_of_another_period_are_answered_as_such(office: Office, tmp_path: Path) -> None:
    for period, name in ((JULY, "JHT"), (AUGUST, "again")):
        office.deliver(f"{period}/K01/{name}.csv", extract("csv", ONE, TWO))
    office.run(JULY, AUGUST)
    assert told(office, tmp_path) == {"JHT.csv": "nothing to put right"}
    assert told(office, tmp_path, AUGUST) == {"again.csv": "EX10"}


def test_a_withdrawn_extract_is_not_answered(office: Office, tmp_path: Path) -> None:
    office.deliver(f"{JULY}/K01/JHT.csv", extract("csv", ONE, TWO))
    office.deliver(f"{JULY}/K01/JKM.csv", extract("csv", THREE))
    office.run(JULY)
    office.manifest(f"{JULY}/K01/tarik.manifest.yaml", "kind: withdrawal\nwithdraws: JHT.csv")
    office.run(JULY)
    assert list(told(office, tmp_path)) == ["JKM.csv"]
    office.manifest(f"{JULY}/K01/semua.manifest.yaml", "kind: withdrawal\nwithdraws: JKM.csv")
    office.run(JULY)
    with pytest.raises(UsageRefused):
        told(office, tmp_path)
