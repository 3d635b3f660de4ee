"""What is published, and why, where the code that counts lines is another than that of the publication before."""

from dataclasses import replace
from datetime import date
from decimal import Decimal
from pathlib import Path

import polars as pl
import pytest

from flows.explain import explain_month
from flows.monthly import months
from flows.monthly.restatement import Policy
from flows.monthly.rollback import roll_back
from tests.acceptance import office as offices
from tests.acceptance.drawn_arrivals import extract
from tests.acceptance.office import Office
from transforms.fingerprint import Release, release
from warehouse.errors import ContentRefused

JULY, LATE = "2022-07", ("4", "JHT", "2022-07-31", "4000")
ONE, TWO = ("1", "JHT", "2022-07-01", "1000"), ("2", "JHT", "2022-07-02", "2000")
Told = list[tuple[str, str | None, str | None, Decimal]]


@pytest.fixture
def office(tmp_path: Path) -> Office:
    office = Office(tmp_path / "home")
    office.deliver(f"{JULY}/K01/JHT.csv", extract("csv", ONE, TWO))
    office.run(JULY)
    return office


def runs_here(monkeypatch: pytest.MonkeyPatch, other: Release) -> None:
    monkeypatch.setattr(offices, "_release_of_shipped", lambda *_: other)


def counts_one_more(monkeypatch: pytest.MonkeyPatch) -> None:
    """Another release counts another claim in every cell."""
    count = months.aggregate.by_month

    def one_more(lines: pl.LazyFrame) -> dict[str, pl.LazyFrame]:
        frames = count(lines)
        return frames | {"benefit_month": frames["benefit_month"].with_columns(pl.col("claim_count") + 1)}

    monkeypatch.setattr(months.aggregate, "by_month", one_more)


def why(office: Office, measure: str = "claim_count", benefit_type: str = "JHT") -> Told:
    figure = explain_month(office.home.current_file, date(2022, 7, 1), benefit_type, None, None).of(benefit_type)[measure]
    return [(part.cause, part.file_name, part.sha256, part.difference) for part in figure.contributions]


def test_what_another_release_counts_otherwise_is_published_as_its_doing(office: Office, monkeypatch: pytest.MonkeyPatch) -> None:
    runs_here(monkeypatch, replace(release(None), code="another"))
    counts_one_more(monkeypatch)
    office.run(JULY)
    assert why(office) == [("code_changed", None, None, Decimal(1))]


def test_beside_lines_that_came_only_the_rest_is_the_release_s_doing(office: Office, monkeypatch: pytest.MonkeyPatch) -> None:
    runs_here(monkeypatch, replace(release(None), code="another"))
    counts_one_more(monkeypatch)
    office.deliver(f"{JULY}/K01/susulan.csv", extract("csv", LATE))
    office.run(JULY)
    assert sorted((cause, name, by) for cause, name, _, by in why(office)) == [
        ("code_changed", None, Decimal(1)),
        ("late_lines", "susulan.csv", Decimal(1)),
    ]
    assert [(cause, by) for cause, _, _, by in why(office, "amount_paid_idr")] == [("late_lines", Decimal(4000))]


def test_a_month_that_is_held_back_is_counted_anew_all_the_same(office: Office, monkeypatch: pytest.MonkeyPatch) -> None:
    runs_here(monkeypatch, replace(release(None), code="another"))
    counts_one_more(monkeypatch)
    office.deliver(f"{JULY}/K01/JHT.csv", extract("csv", ONE))
    office.run(JULY, policy=Policy("late"))
    assert why(office) == [("code_changed", None, None, Decimal(1))]
    assert why(office, "amount_paid_idr") == [], "the policy holds back that a line is gone"


def test_under_the_same_code_it_is_the_tables_doing(office: Office, monkeypatch: pytest.MonkeyPatch) -> None:
    shipped = release(None)
    runs_here(monkeypatch, replace(shipped, words={**shipped.words, "drawn.csv": "another"}))
    counts_one_more(monkeypatch)
    office.run(JULY)
    assert why(office) == [("reference_changed", None, None, Decimal(1))]


def test_under_the_same_fingerprint_what_no_line_accounts_for_is_refused(office: Office, monkeypatch: pytest.MonkeyPatch) -> None:
    counts_one_more(monkeypatch)
    office.deliver(f"{JULY}/K01/susulan.csv", extract("csv", LATE))
    with pytest.raises(ContentRefused, match="do not sum"):
        office.run(JULY)


def test_a_rollback_to_what_another_release_counted_is_one(office: Office, monkeypatch: pytest.MonkeyPatch) -> None:
    runs_here(monkeypatch, replace(release(None), code="another"))
    counts_one_more(monkeypatch)
    office.run(JULY)
    roll_back(office.root)
    assert why(office) == [("rolled_back", None, None, Decimal(-1))]
