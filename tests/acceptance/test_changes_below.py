"""Changes that exist only below the benefit type (another regency, another component) are planned, held back, applied and explained."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

from flows.cli.app import claims
from flows.monthly.held import Decided, plan_held
from flows.monthly.plan_command import apply, plan
from flows.monthly.planning import looked
from flows.monthly.policy import Policy
from flows.monthly.restated import offer
from flows.monthly.waiting import Waiting
from tests.acceptance import planned
from tests.acceptance.extracts import csv_bytes, drawn
from tests.acceptance.office import Office

MONTHS = ("2022-06", "2022-07")
JULY = (("K071", "01/07/2022", 100), ("K072", "02/07/2022", 200), ("K073", "03/07/2022", 300))
BY_REGION = {"period": "2022-07", "benefit_type_code": "JHT", "by": "region"}


@pytest.fixture
def office(tmp_path: Path) -> Iterator[Office]:
    with planned.alone():
        yield planned.published_office(tmp_path / "home")


def move_a_line(office: Office) -> None:
    """The first of July's lines of Kudus is one of 33.18, after all."""
    office.deliver("2022-07/kudus/klaim.csv", planned.extract(*JULY).replace(b"33.16", b"33.18", 1))


def held(office: Office) -> Waiting:
    office.take_in()
    workplace = office.workplace()
    seen, lines = looked(workplace, MONTHS)
    waits = plan_held(workplace, Decided(seen, offer(workplace, lines, Policy()), Policy()))
    assert waits is not None
    return waits


def said(office: Office, *arguments: str) -> str:
    result = CliRunner().invoke(claims, [*arguments, "--home", str(office.root)])
    assert result.exit_code == 0, result.output
    return " ".join(result.stdout.split())


def test_a_plan_tells_how_many_figures_by_region_of_which_month_would_change(office: Office) -> None:
    move_a_line(office)
    report = plan(office.root, [])
    # claims, payments and rupiah of 33.16, and of 33.18: the lines name no participants
    assert (list(report.figures), list(report.below)) == ([], [BY_REGION | {"figures": 6}])
    told = "6 published figures below the benefit type (JHT 2022-07 by segment, branch and regency), none by benefit type, of 2022-07"
    assert f"{told} would change" in report.headline
    assert plan(office.root, []).below == report.below, "the plan that is known tells it, too"


def test_the_detail_of_a_plan_says_why_by_region_and_the_causes_sum_to_each_difference(office: Office) -> None:
    move_a_line(office)
    report = plan(office.root, [], is_detailed=True)
    assert report.regions is not None
    money = {row["regency_code"]: row for row in report.regions if row["measure"] == "amount_paid_idr"}
    assert {code: row["difference"] for code, row in money.items()} == {"33.16": "-100000.00", "33.18": "100000.00"}
    for row in report.regions:
        [cause] = row["causes"]
        assert (cause["cause"], cause["sender_code"], cause["difference"]) == ("replaced_extract", "kudus", row["difference"])
    assert report.components == []
    assert "replaced extract" in said(office, "plan", "--detail")


def test_a_change_of_a_benefit_type_is_told_as_that_and_its_regions_only_in_detail(office: Office) -> None:
    planned.correct(office)
    report = plan(office.root, [], is_detailed=True)
    assert (len(report.figures) > 0, report.below) == (True, [])
    assert report.regions is not None
    assert {row["difference"] for row in report.regions} == {row["difference"] for row in report.figures}


def test_a_plan_that_waits_names_the_months_and_what_changes_in_them(office: Office) -> None:
    move_a_line(office)
    waits = held(office)
    assert (waits.months, waits.figures, waits.below) == (("2022-07",), 0, (BY_REGION | {"figures": 6},))
    assert "waits: 6 published figures below the benefit type (JHT 2022-07 by segment, branch and regency)" in waits.sentence
    assert " of  would" not in waits.sentence


def test_a_component_that_was_corrected_is_told_as_well(office: Office) -> None:
    office.deliver("2022-07/kudus/komponen.csv", with_component("JHT 10%"))
    office.run(*MONTHS)
    office.deliver("2022-07/kudus/komponen.csv", with_component("JHT 30%"))
    report = plan(office.root, [], is_detailed=True)
    assert [(row["benefit_type_code"], row["by"]) for row in report.below] == [("JHT", "programme")]
    assert report.components
    assert {one["cause"] for row in report.components for one in row["causes"]} == {"replaced_extract"}


def with_component(component: str) -> bytes:
    table = planned.TABLE.replace("| SEGMEN", "| KOMPONEN MANFAAT | SEGMEN")
    return csv_bytes(drawn(f"{table}\nJ071 | V-J071 | JHT | {component} | PU | 33.16 | 05/07/2022 | 400000,00 | DIBAYAR"))


def test_once_applied_the_report_and_explain_say_that_only_figures_below_the_benefit_type_changed(office: Office) -> None:
    move_a_line(office)
    made = plan(office.root, [])
    assert made.plan_id is not None
    report = apply(office.root, made.plan_id)
    assert (report.figures_changed, list(report.below)) == (0, list(made.below))

    told = said(office, "explain", "2022-07")
    assert "JHT in 2022-07, from publication 1 to publication 2: only figures below the benefit type changed" in told
    assert "no figure of" not in told
    as_json: dict[str, Any] = json.loads(CliRunner().invoke(claims, ["explain", "2022-07", "--json", "--home", str(office.root)]).stdout)
    money = {row["regency_code"]: row["difference"] for row in as_json["regions"] if row["measure"] == "amount_paid_idr"}
    assert money == {"33.16": "-100000.00", "33.18": "100000.00"}
    assert "no figure of 2022-06 by benefit type or region changed" in said(office, "explain", "2022-06")


def test_a_plan_and_the_report_of_its_publication_count_the_same_figures(office: Office) -> None:
    planned.correct(office)
    (office.home.reference / "senders.csv").write_text(f"{planned.SENDERS}blora,Blora,2015-07-01,,K08,,,drawn\n")  # 0 is not known now
    made = plan(office.root, [])
    assert made.plan_id is not None
    assert apply(office.root, made.plan_id).figures_changed == len(made.figures)
