"""`claims explain` over five publications drawn by hand: late lines, a correction, their rollback, and a month published later."""

import json
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

from flows.cli.app import claims
from flows.errors import UsageRefused
from tests.warehouse.drawn_content import content, publish_next
from tests.warehouse.test_revision_causes import HEAD, drawn_changes

FIGURES = "period | benefit_type_code | claim_count | payment_count | participant_count | amount_paid_sen\n"
MONTHS = "period | senders_expected | senders_received\n2022-02 | 1 | 1\n"


def states() -> list[tuple[str, str, str]]:
    """Of each publication: months, figures, and why they changed."""
    first = f"{FIGURES}2022-02 | JHT | 1 | 1 | 1 | 10000"
    second = f"{FIGURES}2022-02 | JHT | 3 | 4 | 3 | 17000\n2022-02 | JKP | 1 | 1 | 1 | 250"
    third = f"{FIGURES}2022-02 | JHT | 2 | 3 | 2 | 15500\n2022-02 | JKP | 1 | 1 | 1 | 250"
    fifth = f"{second}\n2022-03 | JHT | 5 | 5 | 5 | 500"
    late = f"""{HEAD}
        2022-02 | JHT | late_lines      | K01 | susulan.csv | ab | 1 | 2 | 1 | 5000
        2022-02 | JHT | late_lines      | K02 | agustus.csv | cd | 1 | 1 | 1 | 2000
        2022-02 | JKP | late_lines      | K01 | susulan.csv | ab | 1 | 1 | 1 | 250"""
    withdrawn = f"{HEAD}\n2022-02 | JHT | replaced_extract | K02 | tarik.manifest.yaml | ef | -1 | -1 | -1 | -1500"
    undone = f"{HEAD}\n2022-02 | JHT | rolled_back | K02 | tarik.manifest.yaml | ef | 1 | 1 | 1 | 1500"
    return [
        (MONTHS, first, HEAD),
        (MONTHS, second, late),
        (MONTHS, third, withdrawn),
        (MONTHS, second, undone),
        (f"{MONTHS}2022-03 | 1 | 1\n", fifth, HEAD),
    ]


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    home = tmp_path_factory.mktemp("explained")
    (home / "warehouse" / "publications").mkdir(parents=True)
    for periods, figures, told in states():
        publish_next(home / "warehouse", content(periods=periods, benefit_month=figures, **EMPTY, changes=drawn_changes(told)))
    return home


EMPTY: dict[str, Any] = {
    name: content().frames()[name].clear() for name in ("programme_month", "region_month", "year_to_date", "final_month")
}


def call(home: Path, *arguments: str) -> Result:
    return CliRunner().invoke(claims, ["explain", "--home", str(home), *arguments])


def told(home: Path, *arguments: str) -> dict[tuple[str, str], dict[str, Any]]:
    result = call(home, "--json", *arguments)
    assert result.exit_code == 0, result.output
    figures = json.loads(result.stdout)["figures"]
    for figure in figures:
        change, parts = Decimal(str(figure["difference"])), [Decimal(str(one["difference"])) for one in figure["causes"]]
        assert change == Decimal(str(figure["new_value"] or 0)) - Decimal(str(figure["old_value"] or 0)) == sum(parts)
        for cause in figure["causes"]:
            assert Decimal(str(cause["difference"])) == sum(Decimal(str(file["difference"])) for file in cause["files"])
    return {(figure["benefit_type_code"], figure["measure"]): figure for figure in figures}


def causes(figure: dict[str, Any]) -> list[tuple[Any, ...]]:
    return [(one["cause"], one["difference"]) for one in figure["causes"]]


def test_one_step_is_split_by_cause_and_by_file(home: Path) -> None:
    money = told(home, "2022-02", "--from", "1", "--to", "2")["JHT", "amount_paid_idr"]
    assert (money["old_value"], money["new_value"], money["difference"]) == ("100.00", "170.00", "70.00")
    assert causes(money) == [("late_lines", "70.00")]
    assert [(file["sender_code"], file["file_name"], file["difference"]) for file in money["causes"][0]["files"]] == [
        ("K01", "susulan.csv", "50.00"),
        ("K02", "agustus.csv", "20.00"),
    ]
    assert told(home, "2022-02", "--from", "1", "--to", "2")["JHT", "claim_count"]["difference"] == 2


def test_several_steps_telescope_across_a_rollback(home: Path) -> None:
    money = told(home, "2022-02", "--from", "1")["JHT", "amount_paid_idr"]
    assert causes(money) == [("late_lines", "70.00"), ("replaced_extract", "-15.00"), ("rolled_back", "15.00")]


def test_what_was_first_published_within_the_range_is_said_so(home: Path) -> None:
    assert causes(told(home, "2022-03")["JHT", "amount_paid_idr"]) == [("first_published", "5.00")]
    assert causes(told(home, "2022-02", "--from", "0", "--to", "3")["JHT", "claim_count"]) == [
        ("late_lines", 2),
        ("first_published", 1),
        ("replaced_extract", -1),
    ]


def test_by_default_the_last_publication_is_explained_and_an_unchanged_month_says_so(home: Path) -> None:
    assert "no figure of 2022-02 by benefit type or region changed from publication 4 to publication 5" in call(home, "2022-02").stdout


def test_a_person_reads_what_it_was_what_each_cause_added_and_what_it_is(home: Path) -> None:
    shown = call(home, "2022-02", "--benefit-type", "jht", "--from", "1", "--to", "4").stdout
    for text in (
        "JHT in 2022-02, from publication 1 to publication 4",
        "lines that an extract brought",
        "2 files",
        "susulan.csv",
        "+70,00",
        "-15,00",
    ):
        assert text in shown
    assert "JKP" not in shown
    assert shown.index("was") < shown.index("+70,00") < shown.index("tarik.manifest.yaml")


@pytest.fixture(scope="module")
def unsettled(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """February: complete; then a sender more is expected; then lines of two files of one name come; then it is complete."""
    home = tmp_path_factory.mktemp("unsettled")
    (home / "warehouse" / "publications").mkdir(parents=True)
    figures = f"{FIGURES}2022-02 | JHT | 1 | 1 | 1 | 10000"
    twice = f"""{HEAD}
        2022-02 | JHT | late_lines | K01 | susulan.csv | {"ab" * 32} | 1 | 1 | 1 | 700
        2022-02 | JHT | late_lines | K01 | susulan.csv | {"cd" * 32} | 1 | 1 | 1 | 300"""
    drawn = [("1 | 1", figures, HEAD), ("2 | 1", figures, HEAD), ("2 | 1", f"{FIGURES}2022-02 | JHT | 3 | 3 | 3 | 11000", twice)]
    drawn.append(("2 | 2", drawn[-1][1], HEAD))
    for senders, benefit_month, why in drawn:
        periods = f"period | senders_expected | senders_received\n2022-02 | {senders}\n"
        publish_next(home / "warehouse", content(periods=periods, benefit_month=benefit_month, **EMPTY, changes=drawn_changes(why)))
    return home


def test_a_figure_that_is_not_known_any_more_is_a_change_and_the_senders_say_why(unsettled: Path) -> None:
    shown = call(unsettled, "2022-02", "--from", "1", "--to", "2").stdout
    assert "0 -> not known in 2022-02, from publication 1 to 2: JKP (senders that are in: 1 of 1, then 1 of 2)" in shown
    assert "unchanged: JHT" in shown
    assert (
        "not known -> 0 in 2022-02, from publication 3 to 4: JKP (senders that are in: 1 of 2, then 2 of 2)"
        in call(unsettled, "2022-02", "--from", "3").stdout
    )
    assert "not known" not in call(unsettled, "2022-02", "--from", "0").stdout
    told = json.loads(call(unsettled, "2022-02", "--json", "--from", "1", "--to", "2").stdout)["senders"]
    assert told == {"from": {"received": 1, "expected": 1}, "to": {"received": 1, "expected": 2}}


def test_files_of_one_name_are_told_apart_by_their_content(unsettled: Path) -> None:
    shown = call(unsettled, "2022-02", "--from", "2", "--to", "3").stdout
    assert "susulan.csv (abababab)" in shown
    assert "susulan.csv (cdcdcdcd)" in shown


@pytest.mark.parametrize(
    ("arguments", "what"),
    [
        (["2021-01"], "2021-01 has never been published"),
        (["2022-02", "--to", "9"], "there is no publication 9"),
        (["2022-02", "--from", "9"], "there is no publication 9"),
        (["2022-02", "--from", "3", "--to", "2"], "publication 3 does not come before 2"),
        (["2022-02", "--benefit-type", "JKZ"], "JKZ has no figure in 2022-02"),
    ],
    ids=["month", "to", "from", "order", "benefit type"],
)
def test_what_cannot_be_explained_is_refused_as_wrong_use(home: Path, arguments: list[str], what: str) -> None:
    error = call(home, *arguments).exception
    assert isinstance(error, UsageRefused)
    assert (error.what, error.exit_code) == (what, 2)
    assert error.where
    assert error.fix
