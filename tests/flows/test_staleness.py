"""Which extracts are to be made again and why, in homes run step by step."""

import csv
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from flows.monthly.intake import take_arrivals
from flows.monthly.parts import files_of, make_part, unmade
from flows.monthly.staleness import stale
from flows.monthly.workplace import Workplace, open_workplace
from tests.acceptance.claims_home import KEY
from tests.acceptance.office import Office
from tests.transforms.drawn_extracts import write
from tests.transforms.test_words_met import COLUMNS, HEADER, LINE, line
from transforms import fingerprint as fingerprint_of
from transforms.rows import SHIPPED

JULY = "2022-07"


class Homestead:
    """A home with three extracts of July: Kudus plain, Pati with a word nobody knows, Blora refused for a heading."""

    def __init__(self, root: Path) -> None:
        self.office = Office(root)
        self.deliver("kudus/klaim.csv", HEADER, LINE)
        self.deliver("pati/klaim.xlsx", HEADER, line(JENIS_MANFAAT="Tua Sekali"), line(KODE_KLAIM="JT-2"), line(KODE_KLAIM="JT-3"))
        self.deliver("blora/klaim.csv", (*HEADER, "Warna"), (*LINE, "biru"))
        self.make()

    def deliver(self, place: str, *rows: tuple[str, ...]) -> None:
        self.office.home.prepare()
        suffix = place.rpartition(".")[2]
        path = write(self.office.root / f"drawn.{suffix}", suffix, rows)
        self.office.deliver(f"{JULY}/{place}", path.read_bytes())

    def open(self) -> Workplace:
        return open_workplace(self.office.root)

    def make(self) -> list[str]:
        """Take in and make what is to be made; returns the senders of what was made."""
        self.office.home.prepare()
        self.office.home.workspace.mkdir(exist_ok=True)
        workplace = self.open()
        take_arrivals(workplace)
        made = []
        while missing := unmade(workplace, (JULY,)):
            for extract in missing:
                make_part(workplace, extract)
                made.append(extract.arrival.sender_code)
        return sorted(made)

    def why(self) -> dict[str, list[str]]:
        """Sender -> codes of the reasons, as somebody who only looks is told."""
        return {str(row["sender"]): list(row["reasons"]) for row in (one.to_dict() for one in stale(self.open(), None))}  # type: ignore[call-overload]

    def sentence(self) -> str:
        [one] = stale(self.open(), None)
        return str(one.to_dict()["why"])

    def table(self, name: str, *rows: str) -> None:
        header = COLUMNS[name] if name in COLUMNS else (SHIPPED / f"{name}.csv").read_text(encoding="utf-8").splitlines()[0]
        (self.office.home.reference / f"{name}.csv").write_text("\n".join([header, *rows, ""]), encoding="utf-8")


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Homestead]:
    monkeypatch.setenv("CLAIMS_PSEUDONYM_KEY", KEY)
    monkeypatch.setenv("CLAIMS_QUARANTINE_SHARE_LIMIT", "0.9")
    return Homestead(tmp_path / "home")


def test_what_was_made_stands_and_nothing_is_made_again(home: Homestead) -> None:
    assert home.why() == {}
    assert home.make() == []


def test_a_new_extract_and_one_in_the_place_of_another(home: Homestead) -> None:
    home.deliver("demak/klaim.csv", HEADER, LINE)
    home.deliver("kudus/klaim.csv", HEADER, line(NOMINAL="1300000"))
    home.office.home.prepare()
    take_arrivals(home.open())
    assert home.why() == {"demak": ["new"], "kudus": ["replaced"]}
    assert home.make() == ["demak", "kudus"]


def test_an_alias_is_a_reason_for_the_extract_that_holds_the_word_only(home: Homestead) -> None:
    before = home.open().fingerprint
    home.table("aliases", "benefit_type_code,TUA SEKALI,JHT,letter")
    assert home.open().fingerprint != before
    assert home.sentence() == "words that it holds mean something else now (1, by reference/aliases.csv)"
    assert home.make() == ["pati"]
    assert home.why() == {}


def test_an_alias_taken_back_brings_the_former_part_back_unmade(home: Homestead) -> None:
    home.table("aliases", "benefit_type_code,TUA SEKALI,JHT,letter")
    home.make()
    (home.office.home.reference / "aliases.csv").unlink()
    assert home.why() == {}
    assert home.make() == []


def test_an_alias_that_nobody_wrote_is_no_reason(home: Homestead) -> None:
    home.table("aliases", "benefit_type_code,TUA NIAN,JHT,letter", "status,BERES,DIBAYAR,letter")
    home.table("headings", "BENTUK,,ignored,letter")
    home.table("regions", "99.01,Kabupaten Baru,99,Provinsi Baru,kemendagri,,,decree")
    assert home.why() == {}


def test_a_heading_is_a_reason_for_the_extract_that_was_refused_for_it(home: Homestead) -> None:
    home.table("headings", "WARNA,,ignored,letter")
    assert home.why() == {"blora": ["words"]}
    assert home.make() == ["blora"]
    assert {part.outcome for part in _last(home)} == {"clean"}


def test_a_table_that_counts_whole_is_a_reason_for_all(home: Homestead) -> None:
    with (SHIPPED / "jp_pension_bounds.csv").open(encoding="utf-8") as file:
        row = next(csv.reader(file.readlines()[1:]))
    home.table("jp_pension_bounds", ",".join([*row[:2], "1", *row[3:]]))
    assert home.why() == {key: ["tables"] for key in ("kudus", "pati", "blora")}
    assert all("reference/jp_pension_bounds.csv" in str(one.to_dict()["why"]) for one in stale(home.open(), None))
    assert home.make() == ["blora", "kudus", "pati"]


def test_what_is_decided_about_a_sender_is_named(home: Homestead) -> None:
    home.table("senders", "kudus,Kudus,,,,comma,dmy,letter")
    home.table("sender_headings", "pati,KATA,,ignored,,,letter")
    assert home.why() == {"kudus": ["dialect"], "pati": ["headings"]}


def test_a_setting_is_named_with_what_it_was(home: Homestead, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CLAIMS_QUARANTINE_SHARE_LIMIT", "0.8")
    assert home.why() == {key: ["limit"] for key in ("kudus", "pati", "blora")}
    assert "was 0.9 and is 0.8" in str(stale(home.open(), None)[0].to_dict()["why"])


def test_other_code_is_a_reason_for_all_and_a_comment_for_none(home: Homestead, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    house = tmp_path / "transforms"
    house.mkdir()
    for path in fingerprint_of.HOUSE.rglob("*.py"):
        copy = house / path.relative_to(fingerprint_of.HOUSE)
        copy.parent.mkdir(parents=True, exist_ok=True)
        copy.write_bytes(path.read_bytes())
    (house / "tables").symlink_to(fingerprint_of.HOUSE / "tables")
    rule = house / "judge" / "rule.py"
    monkeypatch.setattr(fingerprint_of, "HOUSE", house)
    rule.write_text('"""Said otherwise."""\n# why\n' + rule.read_text(encoding="utf-8").partition('"""\n')[2], encoding="utf-8")
    assert home.why() == {}
    rule.write_text(rule.read_text(encoding="utf-8") + "\nMORE = 1\n", encoding="utf-8")
    assert home.why() == {key: ["code"] for key in ("kudus", "pati", "blora")}


def test_files_that_are_gone_are_a_reason(home: Homestead) -> None:
    workplace = home.open()
    for part in _last(home):
        if part.outcome == "clean":
            files_of(workplace, part.part_id).lines.unlink()
    assert home.why() == {"kudus": ["files_gone"], "pati": ["files_gone"]}
    assert home.make() == ["kudus", "pati"]


def test_a_part_without_ingredients_was_made_from_something_unknown(home: Homestead) -> None:
    workplace = home.open()
    with workplace.register() as register:
        old = [replace(part, part_id=f"old {part.arrival_id}") for part in register.parts().values()]
    home.office.home.register.unlink()
    take_arrivals(home.open())
    with home.open().register() as register:
        for part in old:
            register.keep_part(part)
    assert home.why() == {key: ["unknown"] for key in ("kudus", "pati", "blora")}


def test_the_register_holds_no_word_that_was_met(home: Homestead) -> None:
    content = home.office.home.register.read_bytes()
    assert not any(word in content.lower() for word in (b"tuasekali", b"tua sekali", b"biru", b"3316014507800001"))


def _last(home: Homestead) -> list:  # type: ignore[type-arg]
    with home.open().register() as register:
        last = {part.arrival_id: part for part in register.parts().values()}
    return list(last.values())
