"""A part stands as long as the words it met mean the same: whenever that is said, making it anew gives the same."""

import random
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import polars as pl
import pytest

from tests.transforms.drawn_extracts import JULY, write
from transforms.decisions import UNDECIDED, Decisions
from transforms.errors import ExtractRefused
from transforms.manifest import parse_manifest
from transforms.part import clean_extract
from transforms.read.shapes import ExtractFile
from transforms.vocabulary.load import load
from transforms.vocabulary.meanings import changed, entries, read_meanings
from transforms.vocabulary.met import MOST_WORDS, Asked, Met

KEY = bytes(range(32))
HEADER = ("KODE KLAIM", "TGL BAYAR", "NOMINAL", "PROGRAM", "JENIS MANFAAT", "SEGMEN", "KODE KABUPATEN", "KODE KANTOR", "STATUS", "NIK")
LINE = ("JT-1", "05/07/2022", "1250000", "JHT", "JHT", "PU", "33.16", "K01", "DIBAYAR", "3316014507800001")
COLUMNS = {"aliases": "column,raw,code,source", "headings": "heading,canonical,kind,source"} | {
    "regions": "regency_code,regency_name,province_code,province_name,code_system,valid_from,valid_to,source",
    "branches": "branch_code,branch_name,valid_from,valid_to,source",
}


def line(**cells: str) -> tuple[str, ...]:
    return tuple(cells.get(name.replace(" ", "_"), cell) for name, cell in zip(HEADER, LINE, strict=True))


def tables(folder: Path, **rows: Sequence[str]) -> Path:
    """A home's `reference/` with these rows."""
    folder.mkdir()
    for name, lines in rows.items():
        (folder / f"{name}.csv").write_text("\n".join([COLUMNS[name], *lines, ""]), encoding="utf-8")
    return folder


class Desk:
    """Extracts cleaned in a folder of their own, each time anew."""

    def __init__(self, folder: Path) -> None:
        self.folder, self.times = folder, 0

    def cleaned(
        self, path: Path, overlay: Path | None, *, manifest: str | None = None, decisions: Decisions = UNDECIDED
    ) -> tuple[Met, dict[str, Any]]:
        """The words met, and all that came of it."""
        self.times += 1
        here = self.folder / f"made-{self.times}"
        (here / "workspace").mkdir(parents=True)
        met, suffix = Met(), path.suffix[1:]
        try:
            ledger = clean_extract(
                ExtractFile(path, f"klaim.{suffix}", suffix),
                period=JULY,
                manifest=parse_manifest(manifest, "m.yaml") if manifest else None,
                decisions=decisions,
                vocabulary=load(overlay),
                pseudonym_key=KEY,
                workspace=here / "workspace",
                lines_path=here / "lines.parquet",
                findings_path=here / "findings.parquet",
                quarantine_share_limit=0.9,
                met=met,
            )
        except ExtractRefused as refused:
            return met, {"refused": (refused.code, refused.what, refused.where, refused.fix)}
        lines, findings = (pl.read_parquet(here / f"{name}.parquet").to_dicts() for name in ("lines", "findings"))
        return met, {"lines": lines, "findings": findings, "ledger": ledger.to_json()}

    def stands(self, path: Path, before: Path | None, after: Path | None) -> bool:
        """Whether what was made under the one home's tables stands under the other's."""
        words = self.cleaned(path, before)[0].ids(KEY)
        return mean_the_same(words, before, after)


def mean_the_same(words: frozenset[int], before: Path | None, after: Path | None) -> bool:
    then, now = (entries(read_meanings(overlay), KEY) for overlay in (before, after))
    return changed(then, now).isdisjoint(words)


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    return Desk(tmp_path)


@pytest.mark.parametrize("suffix", ["csv", "xlsx", "parquet"])
@pytest.mark.parametrize(
    ("table", "row", "cells"),
    [
        ("aliases", "benefit_type_code,TUA SEKALI,JHT,letter", {"JENIS_MANFAAT": "Tua-Sekali"}),
        ("aliases", "programme_code,TUA SEKALI,JHT,letter", {"PROGRAM": "tua sekali"}),
        ("aliases", "benefit_type_code,TUA SEKALI,JHT,letter", {"PROGRAM": "tua sekali"}),
        ("aliases", "status,LUNASLAH,DIBAYAR,letter", {"STATUS": "lunaslah"}),
        ("regions", "99.01,Kabupaten Baru,99,Provinsi Baru,kemendagri,,,decree", {"KODE_KABUPATEN": "99.01"}),
        ("regions", "99.01,Kabupaten Baru,99,Provinsi Baru,kemendagri,,,decree", {"NIK": "9901014507800001"}),
    ],
)
def test_a_row_is_a_reason_for_the_extract_that_holds_the_word_and_for_no_other(
    desk: Desk, tmp_path: Path, suffix: str, table: str, row: str, cells: Mapping[str, str]
) -> None:
    new = tables(tmp_path / "reference", **{table: [row]})
    with_it = write(tmp_path / f"with.{suffix}", suffix, [HEADER, LINE, line(**cells)])
    without = write(tmp_path / f"without.{suffix}", suffix, [HEADER, LINE])
    assert not desk.stands(with_it, None, new)
    assert desk.stands(without, None, new)


@pytest.mark.parametrize("suffix", ["csv", "xlsx"])
def test_a_heading_is_a_reason_for_the_extract_that_was_refused_for_it(desk: Desk, tmp_path: Path, suffix: str) -> None:
    new = tables(tmp_path / "reference", headings=["WARNA,,ignored,letter"])
    refused = write(tmp_path / f"refused.{suffix}", suffix, [(*HEADER, "Warna"), (*LINE, "biru")])
    other = write(tmp_path / f"other.{suffix}", suffix, [(*HEADER, "Bentuk"), (*LINE, "bulat")])
    good = write(tmp_path / f"good.{suffix}", suffix, [HEADER, *[line(KODE_KLAIM=f"JT-{n}") for n in range(40)]])
    assert "refused" in desk.cleaned(refused, None)[1]
    assert not desk.stands(refused, None, new)
    assert desk.stands(other, None, new)
    assert desk.stands(good, None, new)
    assert "lines" in desk.cleaned(refused, new)[1]


def test_the_first_branch_is_a_reason_for_all_and_another_for_those_who_name_it(desk: Desk, tmp_path: Path) -> None:
    first = tables(tmp_path / "first", branches=["K01,Kudus,,,site"])
    second = tables(tmp_path / "second", branches=["K01,Kudus,,,site", "P09,Pati,,,site"])
    kudus = write(tmp_path / "kudus.csv", "csv", [HEADER, LINE])
    pati = write(tmp_path / "pati.csv", "csv", [HEADER, line(KODE_KANTOR="P09")])
    assert not desk.stands(kudus, None, first)
    assert desk.stands(kudus, first, second)
    assert not desk.stands(pati, first, second)


def test_a_word_in_a_title_and_one_in_a_manifest_count_as_met(desk: Desk, tmp_path: Path) -> None:
    new = tables(tmp_path / "reference", aliases=["programme_code,TUA SEKALI,JHT,letter"])
    untold = [name for name in HEADER if name not in ("PROGRAM", "JENIS MANFAAT")]
    cells = [cell for name, cell in zip(HEADER, LINE, strict=True) if name in untold]
    titled = write(tmp_path / "titled.xlsx", "xlsx", [["PROGRAM : TUA SEKALI"], untold, cells])
    assert not desk.stands(titled, None, new)
    plain = write(tmp_path / "plain.csv", "csv", [HEADER, LINE])
    met, said = desk.cleaned(plain, None, manifest="rows:\n  TUA SEKALI: 1\n")
    assert said["refused"][0] == "EX07"
    assert not mean_the_same(met.ids(KEY), None, new)


def test_a_value_that_a_correction_sets_counts_as_met() -> None:
    met = Met()
    met.note_values([("benefit_type_code", "Tua Sekali"), ("amount_paid_idr", "1250000")])
    assert met.words == {"benefit_type_code": {"tuasekali"}}


def test_beyond_so_many_words_all_of_them_count() -> None:
    met = Met()
    met.note("status", (f"word{n}" for n in range(MOST_WORDS + 1)))
    then, now = (entries({"status": {"a": "DIBAYAR", "\0all": said}}, KEY) for said in ("one", "other"))
    assert changed(then, now) == met.ids(KEY)


def test_going_through_a_table_makes_all_of_it_count() -> None:
    met = Met()
    asked = Asked({"jht": "JHT"}, "status", met)
    assert "jkm" not in asked
    assert asked.get("jht") == "JHT"
    assert met.words == {"status": {"jkm", "jht"}}
    assert list(asked.items()) == [("jht", "JHT")]
    assert met.words == {"status": {"\0all"}}


WORDS = {
    "JENIS_MANFAAT": ["JHT", "Hari Tua", "XA", "xb", "JKM", ""],
    "PROGRAM": ["JHT", "XA", "XC", "JKM", ""],
    "SEGMEN": ["PU", "XD", ""],
    "KODE_KABUPATEN": ["33.16", "99.01", "9902", ""],
    "KODE_KANTOR": ["K01", "XK", ""],
    "STATUS": ["DIBAYAR", "XS", "RETUR"],
    "NIK": ["3316014507800001", "9901014507800001", "9902014507800001", ""],
    "KODE_KLAIM": ["JT-1", "JT-2", "", "XH"],
    "TGL_BAYAR": ["05/07/2022", "", "XJ"],
    "NOMINAL": ["1250000", "Rp 2.000.000", "", "XI"],
}
ROWS = {
    "aliases": [
        f"{column},{raw},{code},seed"
        for column, code in (("benefit_type_code", "JHT"), ("programme_code", "JKM"), ("segment_code", "BPU"), ("status", "DIBAYAR"))
        for raw in ("XA", "XB", "XC", "XD", "XS", "XH")
    ],
    "headings": [f"{raw},{name},column,seed" for raw, name in (("XH", "claim_id"), ("XI", "amount_paid_idr"), ("XJ", "payment_date"))]
    + [f"{raw},,ignored,seed" for raw in ("XA", "XB", "XK", "XG", "XG XH", "JT-1")],
    "regions": [f"{code},Baru,99,Baru,kemendagri,,,seed" for code in ("99.01", "99.02")],
    "branches": ["XK,Kantor,,,seed", "K01,Kudus,,,seed"],
}
TITLES = (["PROGRAM : XA"], ["XA"], ["LAPORAN KLAIM XB"], ["JUMLAH", "", "1250000"], ["", ""], ["XH", "XJ", "XI", "XG", "JHT"])


def drawn_rows(pick: random.Random) -> list[list[str]]:
    header = [name if pick.random() > 0.04 else pick.choice(["XH", "XI", "XJ", "XG", "XA"]) for name in HEADER]
    kept = [n for n in range(len(HEADER)) if header[n] not in ("PROGRAM", "JENIS MANFAAT", "NIK") or pick.random() > 0.3]
    lines = [list(line(**{name: pick.choice(words) for name, words in WORDS.items() if pick.random() < 0.15})) for _ in range(12)]
    rows = [[row[n] for n in kept] for row in [header, *lines]]
    for title in pick.sample(TITLES, pick.choice([0, 0, 1, 2])):
        rows.insert(pick.choice([0, 1, len(rows), pick.randrange(len(rows))]), list(title))
    return rows


def drawn_tables(pick: random.Random, folder: Path) -> Path:
    chosen = {name: [row for row in rows if pick.random() < 0.08] for name, rows in ROWS.items()}
    seen: dict[str, str] = {}
    chosen["aliases"] = [row for row in chosen["aliases"] if seen.setdefault(row.split(",")[1] + row.split(",")[0], row) == row]
    return tables(folder, **chosen)


@pytest.mark.parametrize("seed", range(12))
def test_whatever_is_said_to_stand_is_made_the_same_again(desk: Desk, tmp_path: Path, seed: int) -> None:
    pick, stood = random.Random(seed), 0  # noqa: S311  drawn, not secret
    homes = [drawn_tables(pick, tmp_path / f"reference-{n}") for n in range(4)]
    for number in range(4):
        suffix = pick.choice(["csv", "xlsx"])
        path = write(tmp_path / f"{number}.{suffix}", suffix, drawn_rows(pick))
        made = [desk.cleaned(path, home) for home in homes]
        for one, (met, said) in zip(homes, made, strict=True):
            words = met.ids(KEY)
            for other, (_, again) in zip(homes, made, strict=True):
                if one != other and mean_the_same(words, one, other):
                    stood += 1
                    assert said == again, (path, one, other)
    assert stood or seed
