"""What a site decided about one sender is read without any engine, and holds for that sender and time alone."""

import subprocess
import sys
from pathlib import Path

import pytest

from flows.cli.explain_error import exit_code
from flows.decisions import read_decisions
from flows.errors import DecisionsRefused
from transforms.decisions import UNDECIDED, Correction, Decisions, Dialect

SENDERS = """sender_code,sender_name,valid_from,valid_to,branch_code,amount_form,date_order,source
K01,Kudus,2021-01-01,2021-12-31,K01,point,mdy,letter
K01,Kudus,2022-01-01,,K01,comma,,letter
"""
HEADINGS = """sender_code,heading,canonical,kind,valid_from,valid_to,source
K01,NILAI BERSIH,amount_paid_idr,column,2022-01-01,,asked
K01,LOKET,,ignored,,,asked
P01,NILAI BERSIH,,ignored,,,asked
"""


def test_the_row_that_is_valid_in_the_period_holds(tmp_path: Path) -> None:
    (tmp_path / "senders.csv").write_text(SENDERS)
    decisions = read_decisions(tmp_path)
    assert decisions.of("K01", "2021-12").dialect == Dialect("point", "mdy")
    assert decisions.of("K01", "2022-01").dialect == Dialect("comma", None)
    assert decisions.of("P01", "2022-01") == UNDECIDED


def test_a_heading_belongs_to_its_sender_and_time(tmp_path: Path) -> None:
    (tmp_path / "sender_headings.csv").write_text(HEADINGS)
    decisions = read_decisions(tmp_path)
    assert decisions.of("K01", "2022-07").headings == {"NILAI BERSIH": "amount_paid_idr", "LOKET": ""}
    assert decisions.of("K01", "2021-07").headings == {"LOKET": ""}
    assert decisions.of("P01", "2022-07").headings == {"NILAI BERSIH": ""}


def test_only_the_sender_decided_about_gets_another_id(tmp_path: Path) -> None:
    before = read_decisions(tmp_path)
    (tmp_path / "sender_headings.csv").write_text(HEADINGS)
    after = read_decisions(tmp_path)
    assert before.of("K01", "2022-07").decisions_id == after.of("R01", "2022-07").decisions_id == ""
    assert len({after.of(sender, "2022-07").decisions_id for sender in ("K01", "P01", "R01")}) == 3


def test_no_engine_is_imported_for_it() -> None:
    code = "import sys, flows.decisions; print(sorted({'polars', 'duckdb', 'prefect'} & set(sys.modules)))"
    assert subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout.strip() == "[]"


BROKEN = {
    "an unknown canonical column": (
        "sender_headings.csv",
        HEADINGS + "K01,NILAI,amount_paid,column,,,asked\n",
        "row 5 has an unknown canonical",
    ),
    "a kind that does not fit": ("sender_headings.csv", HEADINGS + "K01,NILAI,,column,,,asked\n", "row 5 must have a heading"),
    "an unknown amount form": ("senders.csv", SENDERS + "P01,Pati,2021-01-01,,P01,dot,,letter\n", "row 4 has an unknown amount_form"),
    "an unknown date order": ("senders.csv", SENDERS + "P01,Pati,2021-01-01,,P01,,ymd,letter\n", "row 4 has an unknown date_order"),
    "a day that is none": ("senders.csv", SENDERS + "P01,Pati,01/01/2021,,P01,,,letter\n", "row 4 has no date as valid_from"),
    "no sender": ("senders.csv", SENDERS + ",Pati,2021-01-01,,P01,,,letter\n", "row 4 names no sender"),
    "a column too many": ("senders.csv", SENDERS.replace("source", "source,colour"), "unknown or twice ['colour']"),
    "a column too few": ("sender_headings.csv", HEADINGS.replace(",source", ""), "missing ['source']"),
    "a cell too many": ("senders.csv", SENDERS + "P01,Pati,2021-01-01,,P01,,,letter,more\n", "row 4 has more cells"),
    "another encoding": ("senders.csv", SENDERS.encode("utf-16"), "not CSV in UTF-8"),
    "an open quote": ("senders.csv", SENDERS + '"P01,Pati', "not CSV in UTF-8"),
}


@pytest.mark.parametrize("case", BROKEN)
def test_a_table_that_cannot_be_obeyed_is_refused_and_says_where(case: str, tmp_path: Path) -> None:
    table, content, says = BROKEN[case]
    (tmp_path / table).write_bytes(content if isinstance(content, bytes) else content.encode())
    with pytest.raises(DecisionsRefused) as refusal:
        read_decisions(tmp_path)
    assert says in refusal.value.what
    assert refusal.value.where == f"reference/{table}"
    assert exit_code(refusal.value) == 14


def test_decisions_come_back_from_their_json_as_they_were() -> None:
    correction = Correction(
        "c1", match=(("claim_id", "A-1"),), sheet="JHT", row=7, set=(("amount_paid_idr", "5"),), was=(), approve=("NK01",)
    )
    told = Decisions({"LOKET": "branch_code", "CATATAN": ""}, Dialect("comma", None), (correction, Correction("c2")))
    assert Decisions.from_json(told.to_json()) == told
    assert Decisions.from_json(told.to_json()).decisions_id == told.decisions_id
    assert (Decisions().to_json(), Decisions().decisions_id, Decisions.from_json("")) == ("", "", Decisions())
