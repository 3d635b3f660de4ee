"""One period that does not pass its gate does not hold back the others."""

import sqlite3
from pathlib import Path

import pytest

from tests.acceptance.claims_home import KEY, ClaimsHome

pytestmark = [pytest.mark.prefect]

FIRST, LAST, HALF = "2021-01", "2021-09", "2021-08"
PERIODS = [f"2021-{month:02}" for month in range(1, 10)]
HEADER = "KODE KLAIM;NO PEMBAYARAN;PROGRAM;SEGMEN;TGL BAYAR;NOMINAL;STATUS\r\n"
SENDERS = "sender_code,sender_name,valid_from,valid_to,branch_code,amount_form,date_order,source\nK01,Satu,2015-07-01,,,,,drawn\n"


def month(period: str, lines: int) -> bytes:
    """So many payments of one month."""
    day = f"{period[5:]}/{period[:4]}"
    rows = (f"{period}-{n};B{period}{n};JHT;PU;{n % 27 + 1:02}/{day};{n + 1}.500.000,25;DIBAYAR\r\n" for n in range(lines))
    return (HEADER + "".join(rows)).encode()


@pytest.fixture
def home(tmp_path: Path) -> ClaimsHome:
    """Nine months of one sender, of which the eighth is a tenth of what is usual."""
    home = ClaimsHome(tmp_path / "home", {"CLAIMS_PSEUDONYM_KEY": KEY})
    (home.root / "reference").mkdir(parents=True)
    (home.root / "reference" / "senders.csv").write_text(SENDERS)
    for period in PERIODS:
        home.lay(f"{period}/K01/JHT.csv", month(period, 4 if period == HALF else 40))
    return home


def shown(home: ClaimsHome) -> list[str]:
    return [period for (period,) in home.query("select distinct strftime(period, '%Y-%m') from mart.claims_by_benefit_month order by 1")]


def test_a_period_that_fails_its_gate_is_left_out_and_told_again_without_being_built_again(home: ClaimsHome) -> None:
    first = home.claims("backfill", FIRST, LAST, "--json")
    assert first.code == 12, str(first)
    assert [one["period"] for one in first.result["left_out"]] == [HALF]
    assert "month_far_below_its_median" in first.result["left_out"][0]["what"]
    assert shown(home) == [period for period in PERIODS if period != HALF]
    assert first.result["done"] == shown(home)

    again = home.claims("backfill", FIRST, LAST, "--json")
    assert (again.code, again.result["is_new"], again.result["left_out"]) == (12, False, first.result["left_out"])
    assert "starting Prefect" not in again.stderr

    with sqlite3.connect(home.root / "register" / "register.sqlite") as register:
        register.execute("update left_out set gate_id = 'of another gate'")
    asked = home.claims("backfill", FIRST, LAST, "--json")
    assert (asked.code, asked.result["is_new"], asked.result["left_out"]) == (12, False, first.result["left_out"])
    assert "starting Prefect" in asked.stderr
    assert "starting Prefect" not in home.claims("backfill", FIRST, LAST, "--json").stderr

    home.lay(f"{HALF}/K01/JHT.csv", month(HALF, 41))
    cured = home.claims("backfill", FIRST, LAST, "--json")
    assert cured.code == 0, str(cured)
    assert shown(home) == PERIODS
    assert (cured.result["left_out"], cured.result["done"], cured.result["parts_made"]) == ([], [HALF], 1)
    assert cured.result["skipped"] == [period for period in PERIODS if period != HALF]


def test_all_or_nothing_publishes_nothing_where_one_period_fails(home: ClaimsHome) -> None:
    ended = home.claims("backfill", FIRST, LAST, "--all-or-nothing", "--json")
    assert ended.code == 12, str(ended)
    assert home.published is None


def test_a_published_period_whose_new_extract_fails_goes_on_showing_the_old_one(home: ClaimsHome) -> None:
    home.lay(f"{HALF}/K01/JHT.csv", month(HALF, 40))
    (home.root / "landing" / LAST / "K01" / "JHT.csv").rename(home.root.parent / "last.csv")
    home.done("backfill", FIRST, HALF)
    before = home.figures[HALF, "JHT"]

    (home.root.parent / "last.csv").rename(home.root / "landing" / LAST / "K01" / "JHT.csv")
    home.lay(f"{HALF}/K01/JHT.csv", month(HALF, 4))
    ended = home.claims("backfill", FIRST, LAST, "--restate", "--json")
    assert ended.code == 12, str(ended)
    assert home.figures[HALF, "JHT"] == before
    assert shown(home) == PERIODS

    alone = home.claims("run", "--period", LAST)
    assert alone.code == 12
    assert f"left out: {HALF}" in alone.stdout


def test_what_is_held_back_beside_a_period_that_fails_can_be_planned_and_applied_without_it(home: ClaimsHome) -> None:
    for period in PERIODS[PERIODS.index(HALF) :]:
        (home.root / "landing" / period / "K01" / "JHT.csv").rename(home.root.parent / f"{period}.csv")
    home.done("backfill", FIRST, PERIODS[PERIODS.index(HALF) - 1])
    before = home.figures[FIRST, "JHT"]

    (home.root.parent / f"{HALF}.csv").rename(home.root / "landing" / HALF / "K01" / "JHT.csv")
    (home.root.parent / f"{LAST}.csv").rename(home.root / "landing" / LAST / "K01" / "JHT.csv")
    home.lay(f"{FIRST}/K01/JHT.csv", month(FIRST, 41))
    ended = home.claims("backfill", FIRST, LAST, "--json", CLAIMS_RESTATEMENT="never")
    assert (ended.code, ended.result["waits"]["months"]) == (12, [FIRST]), str(ended)
    assert (home.figures[FIRST, "JHT"], HALF in shown(home)) == (before, False)

    planned = home.claims("plan", "--json")
    assert (planned.code, [one["period"] for one in planned.result["left_out"]]) == (12, [HALF]), str(planned)
    assert planned.result["plan_id"] == ended.result["waits"]["plan_id"]
    assert f"left out {HALF}" in home.claims("plan").stdout

    applied = home.claims("apply", ended.result["waits"]["plan_id"][:12], "--json")
    assert (applied.code, applied.result["is_new"]) == (12, True), str(applied)
    assert [one["period"] for one in applied.result["left_out"]] == [HALF]
    assert shown(home) == [period for period in PERIODS if period != HALF]
    assert home.figures[FIRST, "JHT"] != before
    again = home.claims("run", "--period", LAST, "--json")
    assert (again.code, again.result["is_new"], [one["period"] for one in again.result["left_out"]]) == (12, False, [HALF])
    assert not [told for told in again.result["warnings"] if told.startswith("gap")]


def test_a_gap_in_the_series_is_told_without_being_asked_for(home: ClaimsHome) -> None:
    for path in (home.root / "landing" / "2021-04", home.root / "landing" / HALF):
        (path / "K01" / "JHT.csv").unlink()
    ended = home.done("run", "--period", LAST, "--json")
    assert not [told for told in ended.result["warnings"] if told.startswith("gap")]
    loaded = home.done("backfill", FIRST, LAST, "--json")
    gaps = [told for told in loaded.result["warnings"] if told.startswith("gap")]
    assert [told.split(" for ")[1][:7] for told in gaps] == ["2021-04", HALF]
    cells = home.done("status", "--json").result
    assert [cell["period"] for cell in cells if cell["is_gap"]] == ["2021-04", HALF]
    assert "gap" in home.done("status").stdout
