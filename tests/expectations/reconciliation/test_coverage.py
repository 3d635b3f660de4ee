"""The printed coverage: which way it was rounded."""

import pytest

from expectations.reconciliation.coverage import CountedCoverage
from expectations.reconciliation.errors import StatementRefused
from expectations.reconciliation.outcome import Reconciliation
from expectations.reconciliation.reconcile import reconcile
from expectations.reconciliation.shipped import find_statement
from expectations.reconciliation.statement import load_statement, parse_statement

HEAD = """
title: Drawn
source: by hand
language: id
basis: payment_date
period: {from: 2022-01, to: 2022-05}
scope: {regency_code: 33.16}
components:
  - {benefit_type_code: JHT, claims: "1"}
coverage:
"""


def told(percent: str, participants: int | None, target: int | None) -> tuple[bool, str]:
    statement = parse_statement(HEAD + f'  - {{month: 2022-05, target_group: g, percent: "{percent}"}}', "drawn.yaml")
    [one] = reconcile(statement, {}, [CountedCoverage(participants, target)]).coverages
    return one.agrees, one.verdict("percent")


def blora(participants: int | None) -> Reconciliation:
    return reconcile(load_statement(find_statement("blora-2022")), {}, [CountedCoverage(participants, 352_284)])


def test_the_announcement_cut_its_coverage_off() -> None:
    [one] = blora(17_920).coverages
    assert one.agrees
    assert one.methods == {"participants": "rounding", "target": "rounding", "percent": "truncation"}
    assert one.verdict("percent") == "agrees by truncation, not by rounding: rounded it would be 5.09"
    assert [figure["exact"] for figure in one.to_dict()["figures"]] == ["17920", "352284", "5.0868049642"]  # type: ignore[attr-defined]
    assert any("rounded it would be 5.09" in line for line in blora(17_920).lines())


def test_other_participants_do_not_agree() -> None:
    assert not blora(17_921).coverages[0].agrees
    assert not blora(17_921).agrees


@pytest.mark.parametrize(
    ("percent", "verdict"),
    [
        ("5,09 %", (True, "agrees by rounding, not by truncation")),
        ("5,08%", (True, "agrees by truncation, not by rounding: rounded it would be 5.09")),
        ("5 persen", (True, "agrees, rounded and cut off alike")),
        ("5,07 %", (False, "differs")),
    ],
)
def test_each_way_of_rounding_is_told_apart(percent: str, verdict: tuple[bool, str]) -> None:
    assert told(percent, 17_920, 352_284) == verdict


def test_what_was_not_reported_is_not_zero() -> None:
    assert told("0,00 %", None, 352_284) == (False, "not reported")
    assert told("5,09 %", 17_920, None) == (False, "not reported")


@pytest.mark.parametrize(
    "entry", ["{month: 2022-13, target_group: g, percent: '5'}", "{month: 2022-05, target_group: g}", "{month: 2022-05, percent: '5'}"]
)
def test_an_entry_that_is_not_understood_is_refused(entry: str) -> None:
    with pytest.raises(StatementRefused):
        parse_statement(HEAD + f"  - {entry}", "drawn.yaml")
