"""claims_public.duckdb of a home: beside the publication, of protected figures only."""

import shutil
from pathlib import Path

import duckdb
import pytest

from flows.doctor import examine
from flows.monthly.public import PublicReport
from tests.acceptance.extracts import csv_bytes, drawn
from tests.acceptance.office import Office
from transforms.disclosure.marks import marked
from warehouse.errors import WarehouseUnreadable

HEADING = "KODE KLAIM | NO PEMBAYARAN | PROGRAM | SEGMEN | KODE KABUPATEN | TGL BAYAR | NOMINAL | STATUS"
CANARY = "1.234.567,89"  # of each of the three claims that are suppressed


def extract(month: int, programme: str, claims: range, amount: str = "1.000.000,00") -> bytes:
    rows = [
        f"K{month}{programme}{n} | V{month}{programme}{n} | {programme} | PU | 33.16 | 14/{month:02d}/2022 | {amount} | DIBAYAR"
        for n in claims
    ]
    return csv_bytes(drawn("\n".join([HEADING, *rows])))


@pytest.fixture
def office(tmp_path: Path) -> Office:
    office = Office(tmp_path / "home")
    office.deliver("2022-07/kudus/jht.csv", extract(7, "JHT", range(20)))
    office.deliver("2022-07/kudus/jkk.csv", extract(7, "JKK", range(3), CANARY))
    office.run("2022-07")
    return office


def public(office: Office) -> Path:
    return office.home.current_file.with_name("claims_public.duckdb")


def rows(office: Office, query: str) -> list[tuple[object, ...]]:
    with duckdb.connect(public(office), read_only=True) as connection:
        return connection.sql(query).fetchall()


JULY = "select benefit_type_code, mark, claim_count from mart.claims_by_benefit_month where mark <> 'not_reported' order by all"


def test_small_cells_are_not_in_the_public_file_and_the_internal_one_stays_exact(office: Office) -> None:
    assert rows(office, JULY) == [("JHT", "shown", 20), ("JKK", "suppressed", None)]
    assert ("2022-07", "JKK", 3, "3703703.67") in office.figures()


def test_no_suppressed_figure_is_anywhere_in_the_file(office: Office) -> None:
    content = public(office).read_bytes()
    for sen in (123456789, 370370367):
        for width in (4, 8, 16):
            assert sen.to_bytes(width, "little") not in content
    assert b"3703703" not in content
    assert b"1234567.89" not in content
    assert not public(office).with_name("claims_public.duckdb.wal").exists()


def test_every_table_and_column_of_the_public_file_is_described(office: Office) -> None:
    assert rows(office, "select count(*) from duckdb_columns() where schema_name in ('mart', 'meta') and comment is null") == [(0,)]
    assert rows(office, "select count(*) from meta.dictionary where description is null") == [(0,)]
    assert rows(office, "select publication, disclosure_threshold, dominance_share from meta.publication") == [(1, 5, 0.5)]


def test_the_public_file_tells_since_when_a_benefit_type_exists_and_how_settled_its_months_are(office: Office) -> None:
    assert rows(office, "select cast(valid_from as varchar) from meta.benefit_type where benefit_type_code = 'JKP'") == [("2022-02-01",)]
    settled = rows(office, "select distinct maturity, senders_received from mart.claims_by_benefit_month")
    assert [maturity for maturity, _ in settled] == ["provisional"]


def test_a_few_late_claims_are_held_and_more_are_shown(office: Office) -> None:
    office.deliver("2022-07/kudus/late.csv", extract(7, "JHT", range(100, 102)))
    office.run("2022-07")
    assert rows(office, JULY)[0] == ("JHT", "held", 20)
    office.deliver("2022-07/kudus/later.csv", extract(7, "JHT", range(200, 203)))
    office.run("2022-07")
    assert rows(office, JULY)[0] == ("JHT", "shown", 25)
    vintages = (
        "select mark, claim_count, publication_from, publication_to from mart.claims_vintages where benefit_type_code = 'JHT' order by 3"
    )
    assert rows(office, vintages) == [("shown", 20, 1, 1), ("held", 20, 2, 2), ("shown", 25, 3, None)]


def test_the_doctor_misses_a_public_file_and_sees_an_edited_one(office: Office) -> None:
    def ill() -> list[str]:
        return [found.what for found in examine(office.root, every_byte=False) if found.subject == "public" and found.state == "ill"]

    assert not ill()
    with duckdb.connect(public(office)) as connection:
        connection.execute("update mart.claims_vintages set claim_count = 21 where claim_count = 20")
    assert "edited" in ill()[0]
    public(office).unlink()
    assert "missing" in ill()[0]


def test_a_lost_public_file_stops_the_next_publication(office: Office) -> None:
    office.deliver("2022-08/kudus/august.csv", extract(8, "JHT", range(20)))
    office.run("2022-08")
    public(office).unlink()
    office.deliver("2022-08/kudus/late.csv", extract(8, "JHT", range(100, 120)))
    with pytest.raises(WarehouseUnreadable, match="it is gone"):
        office.run("2022-08")
    shutil.rmtree(office.home.warehouse / "publications" / ".candidate")


def test_another_threshold_judges_the_years_anew_whose_lines_are_the_same(office: Office, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CLAIMS_DISCLOSURE_THRESHOLD", "10")
    office.deliver("2022-07/kudus/more.csv", extract(7, "JKK", range(100, 105)))
    office.run("2022-07")
    assert rows(office, JULY)[1] == ("JKK", "suppressed", None)
    monkeypatch.setenv("CLAIMS_DISCLOSURE_THRESHOLD", "5")
    office.run("2022-07")
    assert rows(office, JULY)[1] == ("JKK", "shown", 8)


def test_a_year_is_not_judged_anew_while_its_lines_and_what_protects_it_are_the_same(
    office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    judged: list[int] = []
    monkeypatch.setattr("flows.monthly.public.marked", lambda *given: judged.append(given[-1]) or marked(*given))
    monkeypatch.setenv("CLAIMS_MATURITY_MONTHS", "9")  # a reason to publish that changes nothing here
    office.run("2022-07")
    monkeypatch.setattr("flows.monthly.public.version", lambda _: "another solver")
    monkeypatch.setenv("CLAIMS_MATURITY_MONTHS", "10")
    office.run("2022-07")
    assert rows(office, "select publication from meta.publication") == [(3,)]
    assert judged == [3]


def test_parts_behind_an_older_figure_that_were_lost_are_put_back(office: Office) -> None:
    first = set(office.home.clean.glob("*.parquet"))
    office.deliver("2022-07/kudus/jht.csv", extract(7, "JHT", range(22)))
    office.run("2022-07")
    assert rows(office, JULY)[0] == ("JHT", "held", 20)
    for path in (*first, *office.home.months.iterdir()):
        shutil.rmtree(path) if path.is_dir() else path.unlink()
    office.deliver("2022-07/kudus/jht.csv", extract(7, "JHT", range(26)))
    office.run("2022-07")
    assert rows(office, JULY)[0] == ("JHT", "shown", 26)


def test_what_changed_since_parts_that_are_gone_for_good_is_not_known_and_held(office: Office, monkeypatch: pytest.MonkeyPatch) -> None:
    office.deliver("2022-07/kudus/jht.csv", extract(7, "JHT", range(40)))
    monkeypatch.setattr("flows.monthly.public.in_place", lambda _, number: number != 1)
    office.run("2022-07")
    assert rows(office, JULY)[0] == ("JHT", "held", 20)


def test_the_cost_of_protection_is_told_of_the_years_that_were_protected_anew() -> None:
    anew = PublicReport({"shown": 3}, 900, 100, 2, (2022, 2023)).sentence
    assert anew.endswith("; of 2022, 2023, protected anew: 10.0 % of the money is suppressed, 2 cells could not be protected further")
    assert PublicReport({"shown": 3}, 0, 0, 0).sentence.endswith("; no year was protected anew")


def test_amounts_and_averages_are_the_internal_ones_to_the_sen(tmp_path: Path) -> None:
    """A float holds no odd number of sen above 2^53, and would make 5.005,01 of the average 5.005,015."""
    office = Office(tmp_path / "home")
    exact = b"".join([extract(7, "JHT", range(9), "5.005,01"), extract(7, "JHT", range(9, 10), "5.005,06").split(b"\r\n", 1)[1]])
    large = extract(7, "JKM", range(9), "10.007.999.171.934,45")
    for name, content in (("jht", exact), ("jkm", large)):
        office.deliver(f"2022-07/kudus/{name}.csv", content)
    office.run("2022-07")
    query = "select benefit_type_code, amount_paid_idr, average_per_claim_idr from {} where claim_count > 0 order by 1"
    told = rows(office, query.format("mart.claims_by_benefit_month"))
    assert [tuple(map(str, row)) for row in told] == [
        ("JHT", "50050.15", "5005.02"),
        ("JKM", "90071992547410.05", "10007999171934.45"),
    ]
    with duckdb.connect(office.home.current_file, read_only=True) as connection:
        assert connection.sql(query.format("mart.claims_monthly")).fetchall() == told


def test_a_month_that_lacks_a_sender_says_so_and_so_do_its_quarter_and_year(tmp_path: Path) -> None:
    office = Office(tmp_path / "home")
    (office.root / "reference").mkdir(exist_ok=True)
    (office.root / "reference" / "senders.csv").write_text(
        "sender_code,sender_name,valid_from,valid_to,branch_code,amount_form,date_order,source\n"
        "kudus,Kudus,2022-01-01,,P01,,,letter\npati,Pati,2022-08-01,,P02,,,letter\n"
    )
    months = range(1, 13)
    for month in months:
        office.deliver(f"2022-{month:02d}/kudus/jht.csv", extract(month, "JHT", range(20)))
    office.run(*(f"2022-{month:02d}" for month in months))
    by_month = rows(office, "select distinct month(period), senders_expected, senders_received, maturity from mart.claims_by_benefit_month")
    assert sorted(by_month) == [(month, 2 if month >= 8 else 1, 1, "provisional" if month >= 8 else "final") for month in months]
    quarters = "select distinct quarter(period), is_provisional, lacks_senders from mart.claims_by_benefit_quarter_regency order by 1"
    assert rows(office, quarters) == [(1, False, False), (2, False, False), (3, True, True), (4, True, True)]
    for table in ("claims_by_benefit_year_regency", "claims_by_segment_year"):
        assert rows(office, f"select distinct is_provisional, lacks_senders from mart.{table}") == [(True, True)]
