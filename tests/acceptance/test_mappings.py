"""A heading nobody knows, and a date nobody can tell: refused, decided by one command, read again, and nobody else's extract with it."""

import csv
from pathlib import Path

import pytest

from tests.acceptance import by_hand
from tests.acceptance.canaries import ACCOUNT, NAME, NIK, PERSONAL, traces
from tests.acceptance.claims_home import ClaimsHome, Ended
from tests.acceptance.extracts import csv_bytes, drawn

pytestmark = [pytest.mark.prefect, pytest.mark.xdist_group("acceptance: by hand")]

RUN = ("run", "--period", by_hand.PERIOD, "--json")
PLACE = f"{by_hand.PERIOD}/blora/klaim.csv"
HEADER = "KODE KLAIM|NO PEMBAYARAN|PROGRAM|NIK|NAMA TK|TGL PEMBAYARAN KLAIM|NILAI BAYAR (RP)|LOKET"
RENAMED = drawn(f"""
{HEADER}
B-1|BP-1|JHT|{NIK}|{NAME}|14/07/2022|1.500.000,25|rek. {ACCOUNT}
B-2|BP-2|JHT|{NIK}|{NAME}|15/07/2022|250.000,50|{NAME}
""")
KNOWN = drawn(f"""
KODE KLAIM|NO PEMBAYARAN|PROGRAM|NIK|NAMA TK|TGL BAYAR|NOMINAL|SEGMEN
B-0|BP-0|JHT|{NIK}|{NAME}|14/06/2022|1.500.000,25|PU
""")
DOUBTFUL = drawn("""
KODE KLAIM|NO PEMBAYARAN|PROGRAM|TGL BAYAR|NOMINAL
B-1|BP-1|JHT|07/06/2022|1.500.000,25
B-2|BP-2|JHT|06/07/2022|250.000,50
""")


def parts_of(home: ClaimsHome) -> dict[str, tuple[int, int]]:
    """Each part's file: its inode and when it was written."""
    return {path.name: (path.stat().st_ino, path.stat().st_mtime_ns) for path in (home.root / "clean").glob("*.parquet")}


def refused_home(home: ClaimsHome, content: bytes) -> Ended:
    """The home after another sender's extract came and was refused; the others' figures stand."""
    home.lay(PLACE, content)
    ran = home.claims(*RUN)
    assert ran.code == 11, str(ran)
    assert home.figures[by_hand.PERIOD, "JHT"] == by_hand.TRUTH["JHT"]
    return ran


def table(home: ClaimsHome, name: str) -> list[dict[str, str]]:
    with (home.root / "reference" / name).open(newline="") as file:
        return list(csv.DictReader(file))


def test_from_refusal_to_figures_by_one_command_and_one_line_for_each_heading(published_home: ClaimsHome) -> None:
    home = published_home
    [refusal] = refused_home(home, csv_bytes(RENAMED)).result["refusals"]
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
    assert "LOKET" in blank.stderr
    assert not (home.root / "reference" / "sender_headings.csv").exists()

    others = parts_of(home)
    accepted = home.done("mapping", "accept", proposal_id, "--ignore", "Loket", "--why", "asked by phone", "--by", "Tuti")
    assert "publication 2 stands" in accepted.stdout
    claims, payments, participants, rupiah = by_hand.TRUTH["JHT"]
    assert home.figures[by_hand.PERIOD, "JHT"] == (claims + 2, payments + 2, participants + 1, rupiah + 1750000 + by_hand.Decimal("0.75"))
    after = parts_of(home)
    assert {name: after[name] for name in others} == others
    assert len(after) == len(others) + 1

    rows = table(home, "sender_headings.csv")
    assert [(row["sender_code"], row["heading"], row["canonical"], row["kind"], row["valid_from"], row["valid_to"]) for row in rows] == [
        ("blora", "TGL PEMBAYARAN KLAIM", "payment_date", "column", "2022-07-01", ""),
        ("blora", "NILAI BAYAR (RP)", "amount_paid_idr", "column", "2022-07-01", ""),
        ("blora", "LOKET", "", "ignored", "2022-07-01", ""),
    ]
    assert all(row["source"].startswith("asked by phone (Tuti, 20") for row in rows)
    assert home.done("mapping", "list").stdout == "no proposal is open\n"
    assert home.done(*RUN).result["is_new"] is False


def test_no_personal_value_is_in_a_proposal_nor_in_anything_told_of_it(published_home: ClaimsHome) -> None:
    home = published_home
    for number, heading in enumerate((f"LOKET {NIK}", f"a.n. {NAME}", f"REK {ACCOUNT}")):
        content = csv_bytes(drawn("\n".join([f"{HEADER}|{heading}", *("|".join([*row, NIK]) for row in RENAMED.rows)])))
        home.lay(f"{by_hand.PERIOD}/blora/klaim {number}.csv", content)
    ran = home.claims(*RUN)
    assert ran.code == 11, str(ran)
    listed = home.done("mapping", "list", "--json")
    assert len({row["id"] for row in listed.result}) == 3
    assert traces(home.root / "register" / "proposals") == []
    assert [text for text in PERSONAL if text.casefold() in (listed.said + home.done("mapping", "list").said).casefold()] == []
    one = listed.result[0]["id"]
    for heading in (f"LOKET {NIK}", f"a.n. {NAME}", "LOKET 9999999999999999"):
        assert home.claims("mapping", "accept", one, "--ignore", heading, "--why", "no").code == 2
    assert traces(home.root / "reference") == []


def test_what_vanished_is_told_with_the_refusal_and_what_was_renamed_once_it_is_accepted(published_home: ClaimsHome) -> None:
    home = published_home
    home.lay("2022-06/blora/klaim.csv", csv_bytes(KNOWN))
    home.done("run", "--period", "2022-06")
    [refusal] = refused_home(home, csv_bytes(RENAMED)).result["refusals"]
    assert "vanished since 2022-06: TGL BAYAR, NOMINAL, SEGMEN" in refusal["what"]
    proposal_id = home.done("mapping", "list", "--json").result[0]["id"]
    ended = home.done("mapping", "accept", proposal_id, "--ignore", "LOKET", "--why", "asked", "--json")
    drift = [
        "klaim.csv, columns since 2022-06: new: LOKET",
        "klaim.csv, columns since 2022-06: vanished: SEGMEN",
        "klaim.csv, columns since 2022-06: renamed: TGL BAYAR is now TGL PEMBAYARAN KLAIM, NOMINAL is now NILAI BAYAR (RP)",
    ]
    assert [text for text in ended.result["run"]["warnings"] if "columns since" in text] == [f"blora 2022-07: {text}" for text in drift]
    [cell] = [cell for cell in home.done("status", "2022-07", "--json").result if cell["sender_code"] == "blora"]
    assert cell["drift"] == drift
    assert "new, vanished," in home.done("status", "2022-07").stdout


def test_a_proposal_is_outdated_by_a_good_extract_of_the_same_name(published_home: ClaimsHome) -> None:
    home = published_home
    refused_home(home, csv_bytes(RENAMED))
    home.lay(
        PLACE,
        csv_bytes(
            drawn(
                HEADER.replace("TGL PEMBAYARAN KLAIM", "TGL BAYAR").replace("NILAI BAYAR (RP)", "NOMINAL").replace("LOKET", "NO")
            ).with_rows(RENAMED.rows)
        ),
    )
    home.done(*RUN)
    assert home.done("mapping", "list", "--json").result == []


def test_accepted_without_reading_is_read_by_the_next_run_and_a_part_of_it_leaves_a_smaller_proposal(published_home: ClaimsHome) -> None:
    home = published_home
    refused_home(home, csv_bytes(RENAMED))
    first = home.done("mapping", "list", "--json").result[0]["id"]
    home.done("mapping", "accept", first, "--only", "NILAI BAYAR (RP)", "--why", "asked", "--no-read")
    assert home.done("mapping", "list", "--json").result == []
    assert home.claims(*RUN).code == 11
    listed = home.done("mapping", "list", "--json").result
    assert [row["heading"] for row in listed] == ["TGL PEMBAYARAN KLAIM", "LOKET"]
    assert home.claims("mapping", "accept", first, "--why", "asked").code == 2
    home.done("mapping", "accept", listed[0]["id"], "--set", "LOKET=branch_code", "--why", "asked", "--no-read")
    assert len(table(home, "sender_headings.csv")) == 3


def test_a_dialect_decides_dates_that_no_value_decides_and_holds_for_that_sender_alone(published_home: ClaimsHome) -> None:
    home = published_home
    senders = home.root / "reference" / "senders.csv"
    senders.write_text(by_hand.SENDERS + "blora,Perintis Blora,2022-01-01,,K08,comma,,letter\n", encoding="utf-8")
    [refusal] = refused_home(home, csv_bytes(DOUBTFUL)).result["refusals"]
    assert refusal["code"] == "EX08"
    assert "claims mapping dialect blora --date-order dmy|mdy --from 2022-07 --why TEXT" in refusal["fix"]
    others = parts_of(home)
    decided = home.done("mapping", "dialect", "blora", "--date-order", "mdy", "--from", "2022-07", "--why", "letter of 1 August")
    assert "publication " in decided.stdout
    assert {name: parts_of(home)[name] for name in others} == others
    assert (
        home.query("select amount_paid_idr from mart.claims_by_benefit_month where benefit_type_code = 'JHT' and period = '2022-07-01'")
        == [(by_hand.TRUTH["JHT"][3] + by_hand.Decimal("250000.50") * 0 + by_hand.Decimal("1500000.25") * 0,)]
        or home.figures[by_hand.PERIOD, "JHT"][1] > by_hand.TRUTH["JHT"][1]
    )
    *_, closed, new = table(home, "senders.csv")
    assert (closed["valid_from"], closed["valid_to"], closed["date_order"]) == ("2022-01-01", "2022-06-30", "")
    assert (new["sender_name"], new["branch_code"], new["amount_form"], new["date_order"]) == ("Perintis Blora", "K08", "comma", "mdy")
    assert (new["valid_from"], new["valid_to"]) == ("2022-07-01", "")
    again = home.claims("mapping", "dialect", "blora", "--date-order", "mdy", "--from", "2022-07", "--why", "again")
    assert again.code == 2, str(again)


@pytest.mark.parametrize("command", [("status",), RUN, ("mapping", "list"), ("quarantine", "list")])
def test_a_broken_table_of_decisions_ends_every_command_with_14(published_home: ClaimsHome, command: tuple[str, ...]) -> None:
    broken: Path = published_home.root / "reference" / "sender_headings.csv"
    broken.write_text(
        "sender_code,heading,canonical,kind,valid_from,valid_to,source\nblora,NILAI,amount,column,,,asked\n", encoding="utf-8"
    )
    ended = published_home.claims(*command)
    assert ended.code == 14, str(ended)
    assert "row 2 has an unknown canonical column" in ended.stderr
    assert "reference/sender_headings.csv" in ended.stderr
