"""A heading nobody knows, and a date nobody can tell: refused, decided by one command, read again, and nobody else's extract with it."""

import csv
from decimal import Decimal

import pytest

from tests.acceptance import by_hand
from tests.acceptance.claims_home import ClaimsHome, Ended
from tests.acceptance.extracts import csv_bytes, drawn

pytestmark = [pytest.mark.prefect, pytest.mark.xdist_group("acceptance: by hand")]

JHT = (by_hand.PERIOD, "JHT")
RUN = ("run", "--period", by_hand.PERIOD, "--json")
PLACE = f"{by_hand.PERIOD}/blora/klaim.csv"
RENAMED = drawn("""
KODE KLAIM|NO PEMBAYARAN|PROGRAM|NIK|NAMA TK|TGL PEMBAYARAN KLAIM|NILAI BAYAR (RP)|LOKET
B-1|BP-1|JHT|3316104503987731|Gita Wardana|14/07/2022|1.500.000,25|pagi
B-2|BP-2|JHT|3316104503987731|Gita Wardana|15/07/2022|250.000,50|sore
""")
KNOWN = drawn("""
KODE KLAIM|NO PEMBAYARAN|PROGRAM|NIK|NAMA TK|TGL BAYAR|NOMINAL|SEGMEN
B-0|BP-0|JHT|3316104503987731|Gita Wardana|14/06/2022|1.500.000,25|PU
""")
DOUBTFUL = drawn("""
KODE KLAIM|NO PEMBAYARAN|PROGRAM|NIK|TGL BAYAR|NOMINAL
B-1|BP-1|JHT|3316104503987731|07/06/2022|1.500.000,25
B-2|BP-2|JHT|3316104503987731|07/05/2022|250.000,50
""")
# JHT once the two lines of Blora's one new participant are in
CLAIMS, PAYMENTS, PARTICIPANTS, RUPIAH = by_hand.TRUTH["JHT"]
WITH_BLORA = (CLAIMS + 2, PAYMENTS + 2, PARTICIPANTS + 1, RUPIAH + Decimal("1750000.75"))


def parts_of(home: ClaimsHome) -> dict[str, tuple[int, int]]:
    """Each part's file: its inode and when it was written."""
    return {path.name: (path.stat().st_ino, path.stat().st_mtime_ns) for path in (home.root / "clean").glob("*.parquet")}


def refused_in(home: ClaimsHome, content: bytes) -> Ended:
    """The run in which another sender's extract came and was refused; the others' figures stand."""
    home.lay(PLACE, content)
    ran = home.claims(*RUN)
    assert ran.code == 11, str(ran)
    assert home.figures[JHT] == by_hand.TRUTH["JHT"]
    return ran


def table(home: ClaimsHome, name: str) -> list[dict[str, str]]:
    with (home.root / "reference" / name).open(newline="") as file:
        return list(csv.DictReader(file))


def test_from_refusal_to_figures_by_one_command_and_one_line_for_each_heading(published_home: ClaimsHome) -> None:
    home = published_home
    home.lay("2022-06/blora/klaim.csv", csv_bytes(KNOWN))
    home.done("run", "--period", "2022-06")
    [refusal] = refused_in(home, csv_bytes(RENAMED)).result["refusals"]
    assert "vanished since 2022-06: TGL BAYAR, NOMINAL, SEGMEN" in refusal["what"]
    listed = home.done("mapping", "list", "--json").result
    [proposal_id] = {row["id"] for row in listed}
    assert f"claims mapping accept {proposal_id}" in refusal["fix"]
    assert [(row["sender"], row["period"], row["heading"], row["proposed"]) for row in listed] == [
        ("blora", "2022-07", "TGL PEMBAYARAN KLAIM", "payment_date"),
        ("blora", "2022-07", "NILAI BAYAR (RP)", "amount_paid_idr"),
        ("blora", "2022-07", "LOKET", None),
    ]
    assert listed[0]["patterns"] == "[99/99/9999]"

    blank = home.claims("mapping", "accept", proposal_id, "--why", "asked by phone")
    assert blank.code == 2, str(blank)
    assert "nothing is proposed for: LOKET" in blank.stderr
    assert not (home.root / "reference" / "sender_headings.csv").exists()

    others, number = parts_of(home), home.published.number if home.published else 0
    accepted = home.done("mapping", "accept", proposal_id, "--ignore", "Loket", "--why", "asked by phone", "--by", "Tuti", "--json")
    assert accepted.result["run"]["number"] == number + 1
    assert home.figures[JHT] == WITH_BLORA
    after = parts_of(home)
    assert {name: after[name] for name in others} == others
    assert len(after) == len(others) + 1

    rows = table(home, "sender_headings.csv")
    assert [tuple(row.values())[:-1] for row in rows] == [
        ("blora", "TGL PEMBAYARAN KLAIM", "payment_date", "column", "2022-07-01", ""),
        ("blora", "NILAI BAYAR (RP)", "amount_paid_idr", "column", "2022-07-01", ""),
        ("blora", "LOKET", "", "ignored", "2022-07-01", ""),
    ]
    assert all(row["source"].startswith("asked by phone (Tuti, 20") for row in rows)
    assert home.done("mapping", "list").stdout == "no proposal is open\n"
    assert home.done(*RUN).result["is_new"] is False

    drift = [
        "klaim.csv, columns since 2022-06: new: LOKET",
        "klaim.csv, columns since 2022-06: vanished: SEGMEN",
        "klaim.csv, columns since 2022-06: renamed: TGL BAYAR is now TGL PEMBAYARAN KLAIM, NOMINAL is now NILAI BAYAR (RP)",
    ]
    warned = [text for text in accepted.result["run"]["warnings"] if "columns since" in text]
    assert warned == [f"blora 2022-07: {sentence}" for sentence in drift]
    [cell] = [cell for cell in home.done("status", "2022-07", "--json").result if cell["sender_code"] == "blora"]
    assert cell["drift"] == drift
    assert "new, vanished," in home.done("status", "2022-07").stdout


def test_a_dialect_decides_dates_that_no_value_decides_and_holds_for_that_sender_alone(published_home: ClaimsHome) -> None:
    home = published_home
    senders = home.root / "reference" / "senders.csv"
    senders.write_text(by_hand.SENDERS + "blora,Perintis Blora,2022-01-01,,K08,comma,,letter\n", encoding="utf-8")
    [refusal] = refused_in(home, csv_bytes(DOUBTFUL)).result["refusals"]
    assert refusal["code"] == "EX08"
    assert "claims mapping dialect blora --date-order dmy|mdy --from 2022-07 --why TEXT" in refusal["fix"]
    others = parts_of(home)
    decided = home.done("mapping", "dialect", "blora", "--date-order", "mdy", "--from", "2022-07", "--why", "letter of 1 August")
    assert "stands: 2022-07" in decided.stdout
    assert home.figures[JHT] == WITH_BLORA
    assert {name: parts_of(home)[name] for name in others} == others
    *_, closed, new = table(home, "senders.csv")
    assert tuple(closed.values()) == ("blora", "Perintis Blora", "2022-01-01", "2022-06-30", "K08", "comma", "", "letter")
    assert tuple(new.values())[:-1] == ("blora", "Perintis Blora", "2022-07-01", "", "K08", "comma", "mdy")
    again = home.claims("mapping", "dialect", "blora", "--date-order", "mdy", "--from", "2022-07", "--why", "again")
    assert again.code == 2, str(again)
    assert "nothing would change" in again.stderr


@pytest.mark.parametrize("command", [("status",), RUN[:-1], ("mapping", "list")], ids=["status", "run", "mapping list"])
def test_a_broken_table_of_decisions_ends_a_command_with_14(published_home: ClaimsHome, command: tuple[str, ...]) -> None:
    broken = published_home.root / "reference" / "sender_headings.csv"
    broken.write_text(
        "sender_code,heading,canonical,kind,valid_from,valid_to,source\nblora,NILAI,amount,column,,,asked\n", encoding="utf-8"
    )
    ended = published_home.claims(*command)
    assert ended.code == 14, str(ended)
    assert "row 2 has an unknown canonical column" in ended.stderr
    assert "where: reference/sender_headings.csv" in ended.stderr
