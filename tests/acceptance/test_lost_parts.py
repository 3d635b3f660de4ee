"""A home of which only vault, register and warehouse are left: what was made of extracts is made anew, also of those that count no more."""

import shutil
from dataclasses import replace
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from flows.doctor import examine
from flows.explain import explain_month
from flows.monthly.policy import Policy
from flows.monthly.restated import BasisUnknown
from tests.acceptance import office as offices
from tests.acceptance.drawn_arrivals import extract
from tests.acceptance.office import Office
from transforms.fingerprint import release

JULY = "2022-07"
ONE, TWO, OTHER = ("1", "JHT", "2022-07-01", "1000"), ("2", "JHT", "2022-07-02", "2000"), ("3", "JHT", "2022-07-03", "4000")


@pytest.fixture
def office(tmp_path: Path) -> Office:
    """Publication 1 counts the file that publication 2 would replace; its part is gone."""
    office = Office(tmp_path / "home")
    office.deliver(f"{JULY}/K01/JHT.csv", extract("csv", ONE, TWO))
    office.run(JULY)
    lose(office)
    office.deliver(f"{JULY}/K01/JHT.csv", extract("csv", ONE))
    return office


def lose(office: Office) -> None:
    for folder in (office.home.clean, office.home.quarantine):
        shutil.rmtree(folder)


def why(office: Office) -> list[tuple[str, str | None, Decimal]]:
    figure = explain_month(office.home.current_file, date(2022, 7, 1), "JHT", None, None).of("JHT")["amount_paid_idr"]
    return [(part.cause, part.file_name, part.difference) for part in figure.contributions]


def test_a_correction_is_held_against_what_it_replaces_made_anew_from_the_vault(office: Office) -> None:
    office.run(JULY)
    assert why(office) == [("replaced_extract", "JHT.csv", Decimal(-2000))]
    assert len(list(office.home.clean.glob("*.parquet"))) == len(list(office.home.quarantine.glob("*.parquet"))) == 2
    assert not [*office.home.clean.rglob("*.again"), *office.home.quarantine.rglob("*.again")]


def test_what_only_another_release_would_make_is_not_compared_with(office: Office, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(offices, "_release_of_shipped", lambda *_: replace(release(None), code="another"))
    with pytest.raises(BasisUnknown, match="gone from clean/"):
        office.run(JULY, policy=Policy("late"))
    office.run(JULY)
    assert why(office) == [("not_recorded", None, Decimal(-2000))]
    assert len(list(office.home.clean.glob("*.parquet"))) == 1


def test_extracts_that_contradict_each_other_are_made_anew_too(office: Office) -> None:
    office.deliver(f"{JULY}/K01/lain.csv", extract("csv", (*ONE[:3], "1500"), OTHER))
    office.deliver(f"{JULY}/K01/JKM.csv", extract("csv", ("9", "JKM", "2022-07-03", "4000")))
    office.run(JULY)
    lose(office)
    office.deliver(f"{JULY}/K01/susulan.csv", extract("csv", ("8", "JKM", "2022-07-04", "100")))
    office.run(JULY)
    assert office.figures() == [(JULY, "JKM", 2, "4100.00")]


def test_the_doctor_tells_what_a_run_makes_anew_from_what_counts_no_more(office: Office) -> None:
    office.run(JULY)
    lose(office)
    found = [one for one in examine(office.root, every_byte=False) if one.subject == "clean"]
    assert [(one.state, one.what.partition(" is gone")[0]) for one in found] == [
        ("ill", "1 part"),
        ("note", "1 part of an extract that counts no more"),
    ]
    office.run(JULY)
    assert [one.state for one in examine(office.root, every_byte=False) if one.subject == "clean"] == ["note"]
