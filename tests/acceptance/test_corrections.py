"""Lines corrected and approved by hand, extracts corrected by their senders, and reading anew: as users meet them."""

import json
from decimal import Decimal
from pathlib import Path

import pytest
import yaml

from tests.acceptance import by_hand
from tests.acceptance.canaries import NAME, NIK, traces
from tests.acceptance.claims_home import ClaimsHome
from tests.acceptance.conftest import Delivered
from tests.acceptance.extracts import Table, csv_bytes, drawn

pytestmark = [pytest.mark.prefect, pytest.mark.xdist_group("acceptance: by hand")]

PLACE, FILE = f"{by_hand.PERIOD}/kudus/susulan.csv", "susulan.csv"
RUN = ("run", "--period", by_hand.PERIOD)
DESK = ("--sender", "kudus", "--period", by_hand.PERIOD)
HEADINGS = "KODE KLAIM|NO PEMBAYARAN|PROGRAM|NIK|NAMA TK|KODE KABUPATEN|TGL BAYAR|NOMINAL"
WRONG = {  # row of the file -> line and what is wrong with it
    2: f"X-1|XP-1|JHT|{NIK}4|{NAME}|33.16|15/07/2022|1.000.000,00",  # NK01
    3: f"X-2|XP-2|JHT|{NIK}|{NAME}|33.16|15/07/2022|seratus ribu",  # AM01
    4: f"X-3|XP-3|JHT|{NIK}|{NAME}|33.99|15/07/2022|300.000,00",  # RG01
}
SOUND = [f"X-{n}|XP-{n}|JHT|{NIK}|{NAME}|33.16|15/07/2022|10.000,50" for n in range(10, 22)]
WHY = "the branch confirmed by letter 12/2022"


def extract(*wrong: str) -> bytes:
    table: Table = drawn("\n".join([HEADINGS, *wrong, *SOUND]))
    return csv_bytes(table)


@pytest.fixture(scope="module")
def desk(delivered: Delivered, tmp_path_factory: pytest.TempPathFactory) -> ClaimsHome:
    """The month drawn by hand and one more extract, of which three lines are set aside; published as 2."""
    home = delivered.home.copied(tmp_path_factory.mktemp("corrections") / "home")
    home.lay(PLACE, extract(*WRONG.values()))
    home.done(*RUN)
    return home


@pytest.fixture
def home(desk: ClaimsHome, tmp_path: Path) -> ClaimsHome:
    return desk.copied(tmp_path / "home")


def record(home: ClaimsHome, name: str = "c1", **more: object) -> Path:
    """A correction of the amount that cannot be read, with some of it replaced."""
    said = {"sender": "kudus", "period": by_hand.PERIOD, "file": FILE, "who": "Siti", "when": "2022-08-10", "why": WHY}
    said |= {"match": {"claim_id": "X-2", "payment_id": "XP-2"}, "set": {"amount_paid_idr": "100000"}, "rows": "1"}
    path = home.root / "register" / "corrections" / f"{name}.yaml"
    path.parent.mkdir(exist_ok=True)
    path.write_text(yaml.safe_dump(said | more))
    return path


def parts(home: ClaimsHome) -> dict[str, tuple[int, int]]:
    """Every part: which file it is and when it was written."""
    return {path.name: (path.stat().st_ino, path.stat().st_mtime_ns) for path in (home.root / "clean").glob("*.parquet")}


def jht(home: ClaimsHome) -> Decimal:
    return home.figures[by_hand.PERIOD, "JHT"][3]


def listed(home: ClaimsHome, *options: str) -> list[tuple[int, str, str]]:
    found = home.done("quarantine", "list", *DESK, *options, "--json").result
    return [(row["row"], row["code"], row["outcome"]) for row in found if row["file"] == FILE]


APPROVE = ("approve", *DESK, "--why", WHY, "--by", "Siti", "--json")


def test_a_lawful_exception_is_approved_published_and_leaves_its_trace(home: ClaimsHome) -> None:
    before, stood = jht(home), parts(home)
    result = home.done(*APPROVE, "--claim", "X-1", "--payment", "XP-1", "--code", "NK01").result
    assert result["approved"] == [{"correction": f"kudus-{by_hand.PERIOD}-001", "file": FILE, "sheet": None, "row": 2, "codes": "NK01"}]
    assert (result["run"]["is_new"], result["run"]["parts_made"]) == (True, 1)
    assert jht(home) == before + Decimal("1000000.00")
    kept = yaml.safe_load((home.root / "register" / "corrections" / f"kudus-{by_hand.PERIOD}-001.yaml").read_text())
    assert kept["match"] == {"claim_id": "X-1", "payment_id": "XP-1"}
    assert (kept["who"], kept["why"], kept["approve"], kept["rows"]) == ("Siti", WHY, ["NK01"], 1)
    now = parts(home)
    assert stood.items() <= now.items(), "parts of other extracts were touched"
    assert len(now) == len(stood) + 1
    assert listed(home) == [(3, "AM01", "quarantined"), (4, "RG01", "quarantined")]
    assert (2, "MC02", "warned") in listed(home, "--all")
    assert home.done(*RUN, "--json").result["is_new"] is False
    assert traces(home.root) == []
    [(evidence,)] = home.query("select evidence from meta.ledger where evidence like '%by hand%'")
    assert json.loads(evidence)["by hand"] == f"kudus-{by_hand.PERIOD}-001: 1 approved"


@pytest.mark.parametrize(
    ("options", "said"),
    [
        (("--row", "3", "--code", "AM01"), "AM01 cannot be approved: there is no amount"),
        (("--row", "2", "--code", "NK01", "--code", "RG01"), "row 2 is set aside by NK01"),
        (("--row", "4", "--code", "NK01"), "row 4 is set aside by RG01"),
        (("--row", "10", "--code", "NK01"), "no such line is set aside"),
        (("--claim", NIK, "--code", "NK01"), "no such line is set aside"),
        (("--claim", "A-9", "--code", "NK01"), "shape of a number"),
        (("--row", "2", "--claim", "X-1", "--code", "NK01"), "named by --row"),
        (("--sheet", "A", "--claim", "X-1", "--code", "NK01"), "named by --row"),
        (("--row", "2", "--file", "other.csv", "--code", "NK01"), "no such line is set aside"),
        (("--row", "2", "--code", "NK01", "--why", f"it is {NIK}"), "sixteen digits"),
    ],
)
def test_what_cannot_be_approved_is_refused_with_the_reason_and_nothing_is_written(
    desk: ClaimsHome, options: tuple[str, ...], said: str
) -> None:
    ended = desk.claims(*APPROVE, *options)
    assert ended.code == (14 if "digits" in said else 2), str(ended)
    assert said in ended.result["error"]["what"]
    assert NIK not in ended.said
    assert not list((desk.root / "register").glob("corrections/*"))


def test_an_approval_may_wait_for_the_next_run_and_names_the_user_of_the_system(home: ClaimsHome) -> None:
    ended = home.done("approve", *DESK, "--row", "4", "--code", "RG01", "--why", WHY, "--no-read")
    assert "row 4, RG01" in ended.stdout
    assert home.published is not None
    assert home.published.number == 2
    [path] = (home.root / "register" / "corrections").iterdir()
    assert yaml.safe_load(path.read_text())["who"]
    again = home.claims("approve", *DESK, "--row", "4", "--code", "RG01", "--why", WHY, "--json")
    assert again.code == 2
    assert path.stem in again.result["error"]["what"]


def test_a_correction_that_touches_another_number_of_lines_stops_the_run_and_the_last_publication_stands(home: ClaimsHome) -> None:
    before, figures = home.published, home.figures
    record(home, rows="2")
    for _ in range(2):  # asking again does not help, and takes no Prefect
        ended = home.claims(*RUN, "--json")
        assert ended.code == 12, str(ended)
        told = ended.result["error"]
        assert f"correction c1 (kudus {by_hand.PERIOD} {FILE}): it must touch 2 lines, it touches 1" in told["what"]
        assert told["where"] == "register/corrections/c1.yaml"
        assert (home.published, home.figures) == (before, figures)
    record(home, was={"amount_paid_idr": "seratus ribu"})
    record(home, "waits", period="2022-08")
    report = home.done(*RUN, "--json").result
    assert (report["is_new"], jht(home)) == (True, figures[by_hand.PERIOD, "JHT"][3] + 100_000)
    assert any("correction waits (kudus 2022-08 susulan.csv) waits: no such extract has come yet" in one for one in report["warnings"])
    assert (3, "MC01", "warned") in listed(home, "--all")
    assert home.query("select sum(amount_corrected_idr) from meta.ledger") == [(Decimal("100000.00"),)]
    the_source_says_something_new_and_then_repairs_it(home)


def the_source_says_something_new_and_then_repairs_it(home: ClaimsHome) -> None:
    home.lay(PLACE, extract(WRONG[2], WRONG[3].replace("seratus ribu", "2.000.000,00"), WRONG[4]))
    stopped = home.claims(*RUN, "--json")
    assert stopped.code == 12, str(stopped)
    assert "1 line: says otherwise" in stopped.result["error"]["what"]
    newly = SOUND[0].replace("33.16", "33.99")
    repaired = [WRONG[2], WRONG[3].replace("seratus ribu", "100.000,00"), newly, *SOUND[1:]]
    home.lay(PLACE, csv_bytes(drawn("\n".join([HEADINGS, *repaired]))))
    report = home.done(*RUN, "--json").result
    assert any(one.endswith("the source has repaired this; the correction can go") for one in report["warnings"])
    told = f"kudus {by_hand.PERIOD} {FILE}: of the lines set aside 0 fixed, 1 still wrong, 1 newly wrong, 1 withdrawn"
    assert told in report["warnings"]
    changed = home.done("quarantine", "changes", *DESK, "--json").result
    assert sorted((row["state"], row["row_before"], row["row"], row["codes_before"], row["codes"]) for row in changed) == [
        ("newly wrong", None, 4, None, "RG01"),
        ("still wrong", 2, 2, "NK01", "NK01"),
        ("withdrawn", 4, None, "RG01", None),
    ]
    assert "newly wrong" in home.done("quarantine", "changes").stdout
    assert home.done("quarantine", "changes", "--sender", "pati", "--json").result == []
    assert traces(home.root) == []


def test_a_replay_reads_anew_exactly_what_a_decision_touches(home: ClaimsHome) -> None:
    nothing = home.done("quarantine", "replay", "--json").result
    assert (nothing["extracts"], nothing["run"]) == ([], None)
    record(home)
    stood, before = parts(home), jht(home)
    dry = home.done("quarantine", "replay", "--dry-run", "--json").result
    assert [(row["file"], row["why"], row["before"]) for row in dry["extracts"]] == [
        (FILE, "the corrections by hand of it have changed", "usable")
    ]
    assert parts(home) == stood
    result = home.done("quarantine", "replay", "--json").result
    assert [(row["file"], row["result"], row["fixed"], row["still wrong"]) for row in result["extracts"]] == [(FILE, "changed", 1, 2)]
    assert (result["sums"]["fixed"], result["run"]["is_new"], jht(home)) == (1, True, before + 100_000)
    assert stood.items() <= parts(home).items()


def test_a_replay_after_a_table_has_changed_reads_all_and_makes_refused_extracts_usable(home: ClaimsHome) -> None:
    doubtful = drawn("KODE KLAIM|NO PEMBAYARAN|PROGRAM|TGL BAYAR|NOMINAL\nD-1|DP-1|JHT|15/07/2022|1.250\nD-2|DP-2|JHT|16/07/2022|2.500")
    home.lay(f"{by_hand.PERIOD}/solo/ragu.csv", csv_bytes(doubtful))
    assert home.claims(*RUN).code == 11
    table = home.root / "reference" / "senders.csv"
    table.write_text(table.read_text() + "solo,Kantor Cabang Solo,2015-07-01,,K05,comma,,asked\n")
    (home.root / "reference" / "segments.csv").write_text(
        (Path(__file__).parents[2] / "transforms" / "tables" / "segments.csv").read_text()
    )
    result = home.done("quarantine", "replay", "--json").result
    by_file = {row["file"]: (row["why"], row["before"], row["result"]) for row in result["extracts"]}
    changed = "reference tables that count for every extract have changed: reference/segments.csv"
    assert by_file["ragu.csv"] == (
        f"what is decided about its sender's way of writing has changed; {changed}",
        "refused EX08",
        "refused -> usable",
    )
    assert by_file[FILE] == (changed, "usable", "unchanged")
    assert result["sums"]["refused -> usable"] == 1
    assert (result["run"]["is_new"], result["run"]["parts_made"]) == (True, 0)
    table_shown = home.done("quarantine", "replay")
    assert "every extract was read as it would be read now" in table_shown.stdout
