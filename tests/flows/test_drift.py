"""New, vanished, renamed and moved columns, and against which extract they are held."""

import json

import pytest

from flows.mappings.drift import Drift, Headings, compare
from warehouse.register.records import Arrival, PartRecord

BEFORE = [
    ("KODE KLAIM", "claim_id"),
    ("PROGRAM", "programme_code"),
    ("KETERANGAN", ""),
    ("TGL BAYAR", "payment_date"),
    ("NOMINAL", "amount_paid_idr"),
]


def test_the_same_columns_in_another_spelling_are_no_drift() -> None:
    assert compare(BEFORE, [(heading.title() + ".", canonical) for heading, canonical in BEFORE]) == Drift()
    assert compare(BEFORE, [*BEFORE[:2], ("", ""), *BEFORE[2:]]).new == ()


def test_new_vanished_and_renamed_columns_are_told_apart() -> None:
    now = [
        ("KODE KLAIM", "claim_id"),
        ("PROGRAM", "programme_code"),
        ("LOKET", ""),
        ("TANGGAL BAYAR", "payment_date"),
        ("NOMINAL", "amount_paid_idr"),
    ]
    assert compare(BEFORE, now) == Drift(new=("LOKET",), vanished=("KETERANGAN",), renamed=(("TGL BAYAR", "TANGGAL BAYAR"),))


def test_a_column_carried_to_the_front_moved_and_the_others_did_not() -> None:
    assert compare(BEFORE, [BEFORE[4], *BEFORE[:4]]).moved == (("NOMINAL", 5, 1),)
    assert compare(BEFORE, [BEFORE[0], *BEFORE[2:]]) == Drift(vanished=("PROGRAM",))


def test_an_unknown_heading_of_a_refused_extract_is_new_and_the_one_it_replaced_vanished() -> None:
    now = [*BEFORE[:3], ("TGL TRANSFER", ""), BEFORE[4]]
    assert compare(BEFORE, now) == Drift(new=("TGL TRANSFER",), vanished=("TGL BAYAR",))


def test_sentences_name_only_what_there_is() -> None:
    assert Drift().sentences == []
    assert compare(BEFORE, [BEFORE[4], *BEFORE[:3]]).sentences == ["vanished: TGL BAYAR", "moved: NOMINAL from column 5 to 1"]


def arrival(arrival_id: int, period: str, file_name: str = "klaim.csv", sender: str = "blora") -> Arrival:
    file_format = file_name.rsplit(".", maxsplit=1)[-1]
    return Arrival(arrival_id, sender, period, f"{arrival_id}", "", 0, file_name, file_name, file_format, 1, "2022-08-01")


def part(arrival: Arrival, *, is_refused: bool = False) -> PartRecord:
    columns = json.dumps(BEFORE if arrival.arrival_id % 2 else [*BEFORE, ("LOKET", "")])
    if is_refused:
        return PartRecord(arrival.sha256, arrival.arrival_id, "refused", "", json.dumps({"columns": columns}), "")
    return PartRecord(arrival.sha256, arrival.arrival_id, "clean", json.dumps({"evidence": {"columns": columns}}), "", "")


def test_the_last_earlier_period_of_the_same_sender_is_what_counts() -> None:
    may, june, july = arrival(5, "2022-05"), arrival(1, "2022-06"), arrival(2, "2022-07")
    others = [may, june, july, arrival(3, "2022-06", sender="pati"), arrival(4, "2022-08")]
    assert Headings(others, part).last_before(july) == june
    assert Headings(others, part).drift(july) == ["klaim.csv, columns since 2022-06: new: LOKET"]


def test_of_several_files_of_a_period_the_one_of_the_likest_name_then_format_counts() -> None:
    june = [
        arrival(1, "2022-06", "JHT juni 2022.csv"),
        arrival(2, "2022-06", "JKM juni 2022.xlsx"),
        arrival(3, "2022-06", "JKM juni 2022.csv"),
    ]
    july = arrival(4, "2022-07", "JKM juli 2022.xlsx")
    assert Headings([*june, july], part).last_before(july) == june[1]


def test_a_refused_extract_is_nothing_to_be_held_against() -> None:
    june, july = arrival(1, "2022-06"), arrival(2, "2022-07")
    assert Headings([june, july], lambda one: part(one, is_refused=True)).last_before(july) is None
    assert Headings([june, july], lambda one: part(one, is_refused=one == july)).drift(july) == [
        "klaim.csv, columns since 2022-06: new: LOKET"
    ]


def test_a_first_extract_is_held_against_what_stood_under_its_name_before() -> None:
    first, corrected, another = arrival(1, "2022-07"), arrival(2, "2022-07"), arrival(3, "2022-07", "lain.csv")
    assert Headings([first, corrected, another], part).last_before(corrected) == first
    assert Headings([first, corrected, another], part).last_before(another) is None
    assert Headings([first], part).drift(first) == []


def test_a_part_made_before_columns_were_kept_tells_no_drift() -> None:
    june, july = arrival(1, "2022-06"), arrival(2, "2022-07")
    old = PartRecord("1", 1, "clean", json.dumps({"evidence": {}}), "", "")
    assert Headings([june, july], lambda one: old if one == june else part(one)).drift(july) == []


def test_each_part_is_parsed_once_however_many_extracts_are_held_against_others(monkeypatch: pytest.MonkeyPatch) -> None:
    parsed: list[str] = []
    monkeypatch.setattr("flows.mappings.drift.columns_of", lambda one: parsed.append(one.part_id) or BEFORE)
    own = [arrival(n, f"2022-{n:02}") for n in range(1, 13)]
    headings = Headings([*own, arrival(99, "2022-01", sender="pati")], part)
    assert [headings.drift(one) for one in own] == [[]] * 12
    assert sorted(parsed) == sorted(one.sha256 for one in own)
