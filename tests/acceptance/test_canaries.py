from dataclasses import dataclass

import pytest

from tests.acceptance.canaries import ACCOUNT, FAMILY, GIVEN, KPJ, NAME, NIK, PERSONAL, traces
from tests.acceptance.claims_home import ClaimsHome
from tests.acceptance.conftest import Delivered
from tests.acceptance.extracts import Table, csv_bytes, drawn, gzip_bytes, parquet_bytes, xlsx_bytes
from tests.acceptance.spoiled import PERIOD, lay_misplaced, lay_spoiled

pytestmark = [pytest.mark.prefect, pytest.mark.xdist_group("acceptance: by hand")]

HEADER = (
    "NO|KODE KLAIM|NO PEMBAYARAN|PROGRAM|KOMPONEN MANFAAT|SEGMEN|NIK|KPJ|NAMA TK|NAMA PENERIMA|NO REKENING|NAMA PERUSAHAAN"
    "|KODE KABUPATEN|TGL PENGAJUAN|TGL BAYAR|NOMINAL|STATUS|JENIS PEMBAYARAN|NO PEMBAYARAN ASAL|KETERANGAN"
)
GOOD = (
    f"{{n}}|{{s}}{{n}}|{{s}}P{{n}}|JHT|JHT_PENUH|PU|{NIK}|{KPJ}|{NAME}|{NAME}|{ACCOUNT}|UD {NAME}"
    "|33.16||05/07/2022|Rp 1.500.000,00|DIBAYAR|ASLI||"
)
NOTE = f"{NAME} ({NIK}) rek. {ACCOUNT}, KPJ {KPJ}"
GOOD_LINES = 80

# One line for each column into which a personal value can slip; the number is that of the column in HEADER.
SLIPS = {
    "claim id": (1, NIK),
    "component": (4, NAME),
    "segment": (5, NIK),
    "NIK with a digit too many": (6, NIK + "4"),
    "NIK with a name": (6, f"{NIK} {NAME}"),
    "NIK as a spreadsheet destroys it, with a name": (6, f"3,31610E+15 {GIVEN}"),
    "programme": (3, NAME),
    "regency": (12, ACCOUNT),
    "submission date": (13, NIK),
    "payment date": (14, NAME),
    "amount": (15, f"Rp {NAME}"),
    "status": (16, NAME),
    "payment type": (17, NIK),
}


def extract(sender: str) -> Table:
    """Good lines of the invented person, a note with everything in each, and one line per slip."""
    rows = [(GOOD + NOTE).format(n=n, s=sender).split("|") for n in range(1, GOOD_LINES + 1)]
    for n, (column, text) in enumerate(SLIPS.values(), start=GOOD_LINES + 1):
        row = (GOOD + NOTE).format(n=n, s=sender).split("|")
        row[column] = text
        rows.append(row)
    return drawn(HEADER).with_rows(rows)


@dataclass(frozen=True, slots=True)
class Visited:
    """A home that an invented person passed through in every way, and everything that was printed meanwhile."""

    home: ClaimsHome
    printed: str
    person: str


@pytest.fixture(scope="module")
def visited(delivered: Delivered, tmp_path_factory: pytest.TempPathFactory) -> Visited:
    """Good, slipped and broken extracts, run; then every command that shows something, in words and in JSON."""
    home = delivered.home.copied(tmp_path_factory.mktemp("canaries") / "home")
    titles = [f"Daftar klaim a.n. {NAME}", f"NIK {NIK}; rekening {ACCOUNT}"]
    below = [["JUMLAH", *[""] * 5, NIK, "", NAME, *[""] * 11], ["Mengetahui", *[""] * 8, NAME, ACCOUNT, *[""] * 9], [f"Keterangan: {NOTE}"]]
    home.lay(f"{PERIOD}/one/klaim {NIK}.csv", csv_bytes(extract("ONE"), above=titles, below=below))
    home.lay(f"{PERIOD}/two/{ACCOUNT}-{NIK}.csv.gz", gzip_bytes(csv_bytes(extract("TWO"), delimiter=",")))
    home.lay(f"{PERIOD}/three/klaim_{NIK}.xlsx", xlsx_bytes({f"Klaim {NIK}": extract("THREE").cells()}))
    home.lay(f"{PERIOD}/four/klaim.parquet", parquet_bytes(extract("FOUR")))
    home.lay(f"{PERIOD}/four/klaim.manifest.yaml", f"rows: {GOOD_LINES + len(SLIPS)}\n".encode())
    lay_spoiled(home)
    lay_misplaced(home)
    ran = home.claims("run", "--period", PERIOD)
    assert ran.code == 11, str(ran)
    assert home.published is not None
    assert home.published.number == 2, str(ran)
    shows = [
        ("run", "--period", PERIOD),
        ("status",),
        ("quarantine", "list", "--all"),
        ("quarantine", "changes"),
        ("doctor",),
        ("publish",),
    ]
    shows += [("query", "from mart.claims_by_benefit_month_region"), ("query", "from meta.extract"), ("query", "from meta.ledger")]
    printed = [home.claims(*command, *as_json).said for command in shows for as_json in ((), ("--json",))]
    logged = home.claims("run", "--period", PERIOD, PREFECT_LOGGING_LEVEL="DEBUG").said
    person = "\n".join(path.read_text(errors="replace") for path in (home.root.parent / "person").rglob("*") if path.is_file())
    return Visited(home, "\n".join([ran.said, logged, *printed]), person)


def test_the_lines_of_the_person_were_really_read(visited: Visited) -> None:
    [(accepted,)] = visited.home.query(
        "select min(accepted) from meta.ledger where sender_code in ('one', 'two', 'three', 'four') having count(*) = 4"
    )
    assert accepted >= GOOD_LINES
    for sender, how in (("one", "bytes"), ("two", "gzip"), ("four", "Parquet")):
        found = traces(visited.home.root / "landing" / PERIOD / sender)
        assert [trace for trace in found if how in trace], f"the search itself finds nothing in {how}"


def test_nik_kpj_name_and_account_are_found_nowhere_in_the_home_but_landing_and_vault(visited: Visited) -> None:
    assert traces(visited.home.root) == []


def test_nik_kpj_name_and_account_are_never_printed(visited: Visited) -> None:
    printed = visited.printed.casefold()
    assert [text for text in PERSONAL if text.casefold() in printed] == []


def test_nothing_personal_is_left_in_the_home_of_the_person_at_the_keyboard(visited: Visited) -> None:
    assert [text for text in PERSONAL if text.casefold() in visited.person.casefold()] == []


def test_the_vault_keeps_no_decompressed_or_transcoded_scratch(visited: Visited) -> None:
    names = [path.name for path in (visited.home.root / "vault").rglob("*") if path.is_file()]
    assert [name for name in names if len(name) != 64] == []


STRAYED = {18: "NO PEMBAYARAN ASAL", 10: "KODE KANTOR", 11: "NPP"}  # place in HEADER -> the heading it gets


def test_a_nik_that_strayed_into_a_column_of_free_codes_is_not_carried_on(published_home: ClaimsHome) -> None:
    rows = [GOOD.format(n=n, s="STRAY").split("|") for n in range(1, GOOD_LINES + 1)]
    headings = [STRAYED.get(place, heading) for place, heading in enumerate(drawn(HEADER).headings)]
    for n, row in enumerate(rows):
        for place in STRAYED:
            row[place] = NIK if n in {place, place + 1} else ""
    published_home.lay(f"{PERIOD}/stray/klaim.csv", csv_bytes(Table(tuple(headings), ()).with_rows(rows)))
    published_home.done("run", "--period", PERIOD)
    assert published_home.published is not None
    assert published_home.published.number == 2
    assert traces(published_home.root, (NIK, FAMILY)) == []
