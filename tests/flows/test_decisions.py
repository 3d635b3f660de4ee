"""What a site decided about one sender is read without any engine, and holds for that sender and time alone."""

import subprocess
import sys
from pathlib import Path

from flows.decisions import read_decisions
from transforms.decisions import UNDECIDED, Dialect

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
