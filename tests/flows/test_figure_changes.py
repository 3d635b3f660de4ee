from datetime import date
from fractions import Fraction
from pathlib import Path

import polars as pl
import pytest

from flows.materiality import BandsRefused, band_of, load_bands
from flows.monthly.completeness import Flip
from flows.monthly.figure_changes import MEASURES, figure_changes
from transforms.causes import CELL, CHANGE

HEADER = "band,from_share,from_amount_idr,sentence_en,sentence_id,source\n"
JULY = date(2022, 7, 1)


def figures(*rows: tuple[str, int | None, int | None]) -> pl.DataFrame:
    """Of July: benefit type, payments (and claims and participants), sen."""
    schema = {"period": pl.Date, "benefit_type_code": pl.String, **dict.fromkeys(MEASURES, pl.Int64)}
    return pl.DataFrame([(JULY, code, count, count, count, sen) for code, count, sen in rows], schema=schema, orient="row")


def changed(old: pl.DataFrame, new: pl.DataFrame, causes: pl.DataFrame | None = None) -> dict[tuple[str, str], dict[str, object]]:
    rows = figure_changes(old, new, causes, load_bands(Path("nowhere")), by=CELL)
    return {(row["benefit_type_code"], row["measure"]): row for row in rows}


def test_only_figures_that_differ_are_told() -> None:
    told = changed(figures(("JHT", 3, 700), ("JKM", 1, 5)), figures(("JHT", 3, 701), ("JKM", 1, 5)))
    assert list(told) == [("JHT", "amount_paid_idr")]
    row = told["JHT", "amount_paid_idr"]
    assert (row["old"], row["new"], row["difference"]) == ("7.00", "7.01", "0.01")


def test_amounts_below_nothing_keep_their_sign() -> None:
    row = changed(figures(("JHT", 3, 5)), figures(("JHT", 3, -105)))["JHT", "amount_paid_idr"]
    assert (row["old"], row["new"], row["difference"]) == ("0.05", "-1.05", "-1.10")


def test_a_benefit_type_that_had_no_payments_has_no_share_and_is_material() -> None:
    row = changed(figures(("JHT", None, None)), figures(("JHT", 1, 100)))["JHT", "payment_count"]
    assert (row["old"], row["new"], row["difference"], row["share"], row["band"]) == (None, 1, 1, None, "material")


def test_what_is_not_there_any_more_is_told_as_not_there() -> None:
    row = changed(figures(("JHT", 2, 100)), figures())["JHT", "payment_count"]
    assert (row["old"], row["new"], row["difference"], row["share"]) == (2, None, -2, -1.0)


def test_no_payments_of_a_type_that_was_not_reported_is_no_change_of_a_figure() -> None:
    assert not changed(figures(("JHT", None, None)), figures())


def test_no_payments_and_not_known_are_two_figures_and_the_senders_are_the_cause() -> None:
    zero, unknown, why = figures(("JKP", 0, 0)), figures(("JKP", None, None)), {JULY: [Flip("reference_changed")]}
    rows = figure_changes(zero, unknown, None, [], by=CELL, completeness=why)
    assert [(row["old"], row["new"]) for row in rows] == [(0, None)] * 3 + [("0.00", None)]
    assert {one["cause"] for row in rows for one in row["causes"]} == {"reference_changed"}
    assert [row["new"] for row in figure_changes(unknown, zero, None, [], by=CELL)] == [0, 0, 0, "0.00"]


def test_a_month_that_would_vanish_is_told_with_its_cells_of_no_payments() -> None:
    assert [row["old"] for row in figure_changes(figures(("JKP", 0, 0)), figures(), None, [], by=CELL)] == [0, 0, 0, "0.00"]


def test_causes_are_those_of_the_cell_and_measure_and_sum_to_the_difference() -> None:
    names = ("period", "benefit_type_code", "cause", "sender_code", "file_name", "sha256", "payment_count", "amount_paid_sen")
    drawn = [(JULY, "JHT", "late_lines", "kudus", "a.csv", "ab", 1, 300), (JULY, "JHT", "corrected_lines", "pati", "b.csv", "cd", 0, -100)]
    causes = pl.DataFrame([dict.fromkeys(CHANGE) | dict(zip(names, row, strict=True)) for row in drawn], schema=CHANGE)
    told = changed(figures(("JHT", 1, 1000)), figures(("JHT", 2, 1200)), causes)
    assert told["JHT", "amount_paid_idr"]["causes"] == [
        {"cause": "late_lines", "sender_code": "kudus", "file_name": "a.csv", "sha256": "ab", "difference": "3.00"},
        {"cause": "corrected_lines", "sender_code": "pati", "file_name": "b.csv", "sha256": "cd", "difference": "-1.00"},
    ]
    assert [one["cause"] for one in told["JHT", "payment_count"]["causes"]] == ["late_lines"]  # type: ignore[attr-defined]


@pytest.mark.parametrize(
    ("difference", "old", "band"),
    [
        (1, 1_000_000, "small"),
        (5_000, 1_000_000, "noticeable"),
        (-50_000, 1_000_000, "material"),
        (100_000_000, 10**12, "noticeable"),  # by amount, though a ten thousandth
        (-(10**9), 10**13, "material"),
    ],
)
def test_the_greatest_band_that_a_change_reaches_is_its_band(difference: int, old: int, band: str) -> None:
    assert band_of(Fraction(difference), Fraction(old), is_amount=True, bands=load_bands(Path("nowhere"))) == band


def test_a_count_is_not_judged_by_rupiah() -> None:
    assert band_of(Fraction(10**9), Fraction(10**12), is_amount=False, bands=load_bands(Path("nowhere"))) == "small"


def test_a_site_replaces_a_band_and_adds_one(tmp_path: Path) -> None:
    (tmp_path / "materiality.csv").write_text(f"{HEADER}material,0.2,,x,x,board\ngrave,0.5,,x,x,board\n")
    bands = load_bands(tmp_path)
    assert [band.band for band in bands] == ["small", "noticeable", "material", "grave"]
    assert band_of(Fraction(3), Fraction(10), is_amount=True, bands=bands) == "material"
    assert band_of(Fraction(6), Fraction(10), is_amount=True, bands=bands) == "grave"


@pytest.mark.parametrize("text", ["band,from_share\nx,1\n", f"{HEADER}x,much,,a,b,c\n", f"{HEADER}x,1\n,,,,,,,\n"])
def test_a_table_that_cannot_be_read_is_refused_by_name(tmp_path: Path, text: str) -> None:
    (tmp_path / "materiality.csv").write_text(text)
    with pytest.raises(BandsRefused) as refused:
        load_bands(tmp_path)
    assert refused.value.where == "reference/materiality.csv"
