"""Several extracts that are called alike once long numbers are masked: an approval is about one of them."""

from datetime import date
from pathlib import Path

import pytest
import yaml

from flows.approve import Approval, approve
from flows.errors import UsageRefused
from flows.monthly.by_hand import effects, refuse_stopped, told
from flows.monthly.survey import survey
from tests.acceptance.office import Office

JULY, SHOWN = "2022-07", "klaim_********.csv"
FIRST, SECOND = "klaim_20220715.csv", "klaim_20220731.csv"
HEADINGS = "KODE KLAIM;NO PEMBAYARAN;PROGRAM;NIK;TGL BAYAR;NOMINAL"
NIK = "3316080101900001"


def extract(number: str, nik: str = "33", amount: str = "1.000,50") -> bytes:
    """Ten sound lines after row 2, which has this NIK."""
    sound = [f"{number}{n};P{number}{n};JHT;{NIK};15/07/2022;1.000,50" for n in range(10, 20)]
    return "\n".join([HEADINGS, f"K-{number};P-{number};JHT;{nik};15/07/2022;{amount}", *sound]).encode()


def asked(**more: object) -> Approval:
    given = {"sender": "K01", "period": JULY, "codes": ("NK01",), "why": "by letter", "who": "Siti", "when": date(2022, 8, 10)}
    return Approval(**{**given, **more})  # type: ignore[arg-type]


@pytest.fixture
def office(tmp_path: Path) -> Office:
    """Two extracts of one masked name; in both the same row is set aside."""
    office = Office(tmp_path / "home")
    office.deliver(f"{JULY}/K01/{FIRST}", extract("1"))
    office.deliver(f"{JULY}/K01/{SECOND}", extract("2"))
    office.run(JULY)
    return office


def contents(office: Office) -> list[str]:
    return [row.sha256 for row in office.arrivals()]


def payments(office: Office) -> int:
    return sum(count for _, _, count, _ in office.figures())


def run_as_decided(office: Office) -> tuple[str, ...]:
    """Run, and refuse what a correction must not do, as the flow does; what the report would say."""
    office.run(JULY)
    workplace = office._workplace()
    found = effects(workplace, survey(workplace, [JULY]))
    refuse_stopped(found)
    return told(found)


@pytest.mark.parametrize("is_tried", [True, False])
def test_a_row_of_one_of_them_is_approved_by_the_content_of_its_extract_and_stops_nothing(office: Office, is_tried: bool) -> None:  # noqa: FBT001
    second = contents(office)[1][:12]
    [done] = approve(office.root, asked(row=2, file=second), is_tried=is_tried)
    record = yaml.safe_load((office.home.corrections / f"{done.correction}.yaml").read_text())
    assert (record["file"], record["sha256"]) == (SHOWN, second)
    assert run_as_decided(office) == ()
    assert payments(office) == 21


def test_the_masked_name_alone_is_refused_with_what_tells_them_apart(office: Office) -> None:
    with pytest.raises(UsageRefused) as refusal:
        approve(office.root, asked(row=2, file=SHOWN), is_tried=True)
    assert all(f"{SHOWN} (SHA-256 {content[:12]})" in refusal.value.what for content in contents(office))
    assert "by its SHA-256 with --file" in refusal.value.fix
    assert not list(office.home.corrections.glob("*"))


def test_an_approval_by_row_does_not_reach_an_extract_of_that_masked_name_that_comes_later(tmp_path: Path) -> None:
    office = Office(tmp_path / "home")
    office.deliver(f"{JULY}/K01/{FIRST}", extract("1").replace(b"P-1", b"P 1 ?"))  # shown as a shape: only the row tells the line
    office.run(JULY)
    approve(office.root, asked(row=2), is_tried=True)
    office.deliver(f"{JULY}/K01/{SECOND}", extract("2"))
    assert run_as_decided(office) == ()
    assert payments(office) == 21


def test_an_approval_by_number_holds_for_the_corrected_extract_too(tmp_path: Path) -> None:
    office = Office(tmp_path / "home")
    office.deliver(f"{JULY}/K01/{FIRST}", extract("1"))
    office.run(JULY)
    approve(office.root, asked(row=2), is_tried=True)
    office.deliver(f"{JULY}/K01/{FIRST}", extract("1", amount="2.000,00"))
    assert run_as_decided(office) == ()
    assert payments(office) == 11


def test_a_record_of_the_masked_name_alone_is_counted_over_all_its_extracts(office: Office) -> None:
    text = {"sender": "K01", "period": JULY, "file": SHOWN, "who": "Siti", "when": "2022-08-10", "why": "by letter"}
    office.home.corrections.mkdir(parents=True, exist_ok=True)
    (office.home.corrections / "both.yaml").write_text(yaml.safe_dump(text | {"match": {"row": 2}, "approve": ["NK01"], "rows": "2"}))
    assert run_as_decided(office) == ()
    assert payments(office) == 22
