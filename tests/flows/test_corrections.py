"""The records of manual corrections: strictly read, atomically written, and silent about what they hold."""

from datetime import date
from pathlib import Path

import pytest

from flows.correction_record import COLUMNS, CorrectionRefused, not_approvable, parse_correction
from flows.corrections import new_id, read_corrections, write_correction
from flows.decisions import read_decisions
from transforms.columns import CODED, DATES
from transforms.decisions import UNDECIDED
from transforms.judge.rules import BIT

RECORD = """\
sender: K01
period: 2022-07
file: JHT.csv
who: Siti
when: 2022-08-10
why: the branch confirmed by letter 12/2022
match: {claim_id: K1, payment_id: P1, sheet: JULI, row: 17}
set: {amount_paid_idr: 1250000}
rows: 1
was: {amount_paid_idr: Rp 125000}
"""
NIK, SECRET = "3316010101850001", "Kanariyanto"


def kept(folder: Path, text: str, name: str = "c1.yaml") -> Path:
    folder.mkdir(exist_ok=True)
    (folder / name).write_text(text, encoding="utf-8")
    return folder


def refused(text: str) -> str:
    with pytest.raises(CorrectionRefused) as refusal:
        parse_correction(text, "c1", "c1.yaml")
    error = refusal.value
    assert (error.exit_code, error.where) == (14, "register/corrections/c1.yaml")
    assert error.fix
    return error.what


def test_a_record_is_read_as_it_is_written_down(tmp_path: Path) -> None:
    [record] = read_corrections(kept(tmp_path / "corrections", RECORD))
    assert (record.sender_code, record.period, record.file_name, record.who) == ("K01", "2022-07", "JHT.csv", "Siti")
    assert (record.when, record.rows) == (date(2022, 8, 10), 1)
    correction = record.correction
    assert correction.match == (("claim_id", "K1"), ("payment_id", "P1"))
    assert (correction.sheet, correction.row, correction.approve) == ("JULI", 17, ())
    assert (correction.set, correction.was) == ((("amount_paid_idr", "1250000"),), (("amount_paid_idr", "Rp 125000"),))


@pytest.mark.parametrize(
    ("line", "other", "said"),
    [
        ("sender: K01\n", "", "missing are sender"),
        ("rows: 1", "rows: 0", "rows is not understood"),
        ("rows: 1", "rows: one", "rows is not understood"),
        ("rows: 1", f"rows: 1\n{SECRET}: yes", "1 keys are unknown"),
        ("period: 2022-07", "period: 2022-13", "period is not understood"),
        ("when: 2022-08-10", "when: 2022-08-32", "when is not a day"),
        ("who: Siti", "who: Siti\nwho: Budi", "a key stands in it twice"),
        ("why: the", f"why: {NIK} the", "sixteen digits"),
        ("file: JHT.csv", "file: JHT12345678.csv", "long numbers masked"),
        ("{claim_id: K1, payment_id: P1, sheet: JULI, row: 17}", f"{{participant_nik: {SECRET}}}", "personal ones"),
        ("{claim_id: K1, payment_id: P1, sheet: JULI, row: 17}", f"{{beneficiary_name: {SECRET}}}", "personal ones"),
        ("{claim_id: K1, payment_id: P1, sheet: JULI, row: 17}", f"{{employer_name: {SECRET}}}", "personal ones"),
        ("{claim_id: K1, payment_id: P1, sheet: JULI, row: 17}", f"[{SECRET}]", "match is not a list"),
        ("row: 17", "row: 0", "match: row is not understood"),
        ("{amount_paid_idr: 1250000}", "{amount_paid_idr: 1.250.000}", "plain form"),
        ("{amount_paid_idr: 1250000}", "{amount_paid_idr: ''}", "cannot be blank"),
        ("{amount_paid_idr: 1250000}", f"{{participant_kpj: {SECRET}}}", "personal ones"),
        ("{amount_paid_idr: 1250000}", "{payment_date: 31/07/2022}", "payment_date is not"),
        ("was: {amount_paid_idr: Rp 125000}", "was: {claim_id: K1}", "was names a column"),
        ("rows: 1", "rows: 1\napprove: [JKM1]", "either `set` or `approve`"),
        ("file: JHT.csv", "sha256: 0123abc", "sha256, at least its first twelve characters is not understood"),
        ("file: JHT.csv", f"sha256: '{NIK}'", "sixteen digits"),
        (RECORD, f"- {SECRET}", "not a list of `key: value`"),
        (RECORD, f"{SECRET}: [", "not YAML"),
    ],
)
def test_what_is_not_understood_is_refused_without_showing_it(line: str, other: str, said: str) -> None:
    assert line in RECORD
    what = refused(RECORD.replace(line, other))
    assert said in what
    assert SECRET not in what
    assert NIK not in what


def approval(codes: str) -> str:
    lines = [line for line in RECORD.splitlines() if not line.startswith(("set", "was"))]
    return "\n".join([*lines, f"approve: [{codes}]", ""])


@pytest.mark.parametrize("code", sorted(not_approvable()))
def test_a_code_that_leaves_nothing_to_count_cannot_be_approved(code: str) -> None:
    assert f"{code} cannot be approved: {not_approvable()[code]}" in refused(approval(code))


@pytest.mark.parametrize("codes", ["jkm1", "JKM1, JKM1", "[JKM1]"])
def test_codes_are_a_plain_list(codes: str) -> None:
    assert "approve" in refused(approval(codes))


def test_what_cannot_be_approved_are_codes_that_there_are() -> None:
    assert not_approvable().keys() <= BIT.keys()


@pytest.mark.parametrize("name", ["c1.yml", "c1.YAML", f"{NIK}.yaml", "c 1.yaml"])
def test_a_file_that_would_be_overlooked_is_refused(name: str, tmp_path: Path) -> None:
    with pytest.raises(CorrectionRefused) as refusal:
        read_corrections(kept(tmp_path / "corrections", RECORD, name))
    assert NIK not in refusal.value.where


def test_what_is_written_is_read_back_and_no_record_is_overwritten(tmp_path: Path) -> None:
    folder = tmp_path / "corrections"
    record = parse_correction(RECORD, new_id(folder, "K01", "2022-07"), "c1.yaml")
    path = write_correction(folder, record)
    assert path.name == "K01-2022-07-001.yaml"
    assert read_corrections(folder) == (record,)
    with pytest.raises(FileExistsError):
        write_correction(folder, record)
    assert new_id(folder, "K01", "2022-07") == "K01-2022-07-002"
    assert [file.name for file in folder.iterdir()] == [path.name]


def test_a_correction_belongs_to_its_sender_period_and_file(tmp_path: Path) -> None:
    folder = kept(tmp_path / "corrections", RECORD)
    kept(folder, RECORD.replace("file: JHT.csv\n", ""), "c2.yaml")
    decisions = read_decisions(tmp_path, folder)
    ids = {desk: [one.correction_id for one in decisions.of(*desk).corrections] for desk in (("K01", "2022-07", "JHT.csv"),)}
    assert ids == {("K01", "2022-07", "JHT.csv"): ["c1", "c2"]}
    assert [one.correction_id for one in decisions.of("K01", "2022-07", "JKM.csv").corrections] == ["c2"]
    assert decisions.of("K01", "2022-08", "JHT.csv") == decisions.of("K02", "2022-07", "JHT.csv") == UNDECIDED


def test_who_and_why_are_no_part_of_what_an_extract_is_made_from(tmp_path: Path) -> None:
    ids = set()
    for why in ("the branch confirmed", "the bank confirmed"):
        folder = kept(tmp_path / "corrections", RECORD.replace("the branch confirmed", why).replace("rows: 1", "rows: 2"))
        ids.add(read_decisions(tmp_path, folder).of("K01", "2022-07", "JHT.csv").decisions_id)
    assert len(ids) == 1


def test_every_coded_column_and_every_date_of_the_contract_can_be_matched() -> None:
    assert {*CODED, *DATES} < set(COLUMNS)
