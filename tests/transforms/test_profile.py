"""What an extract's accepted lines look like taken together: counts, days, typical amounts of many, payments made again."""

import json
from datetime import date
from typing import Any

import polars as pl

from transforms.line import LINE
from transforms.profile import FEWEST, profile

JULY = date(2022, 7, 1)


def _line(**given: Any) -> dict[str, Any]:
    usual = {
        "claim_key": 1,
        "benefit_type_code": "JHT",
        "benefit_component_code": "JHT_PENUH",
        "payment_date": date(2022, 7, 4),
        "amount_paid_sen": 100_000_000,
        "payment_type": "original",
    }
    return usual | given


def _profiled(*lines: dict[str, Any]) -> dict[str, Any]:
    shape = {name: LINE[name] for name in _line()}
    told: dict[str, Any] = json.loads(profile(pl.LazyFrame(list(lines), schema=shape), JULY))
    return told


def test_lines_are_counted_by_benefit_type_and_day_of_the_period() -> None:
    told = _profiled(
        _line(claim_key=1),
        _line(claim_key=2, payment_date=date(2022, 7, 29)),
        _line(claim_key=3, benefit_type_code="JKM", benefit_component_code=None),
        _line(claim_key=4, payment_date=date(2022, 6, 30)),  # late: of another month
        _line(claim_key=5, payment_type="reversal", amount_paid_sen=-100_000_000),
    )
    assert told["kinds"] == {"JHT": {"lines": 2}, "JKM": {"lines": 1}}
    assert (told["days"], told["first"], told["last"], told["busiest"]) == (2, 4, 29, 2)


def test_amounts_are_told_of_many_lines_only() -> None:
    few = [_line(claim_key=number) for number in range(FEWEST - 1)]
    assert _profiled(*few)["kinds"]["JHT"] == {"lines": FEWEST - 1}
    many = [*few, _line(claim_key=99, amount_paid_sen=100_000_001)]
    assert _profiled(*many)["kinds"]["JHT"].keys() == {"lines", "log_mean", "log_sd", "thousands", "millions"}
    assert _profiled(*many)["kinds"]["JHT"]["thousands"] == round((FEWEST - 1) / FEWEST, 6)


def test_a_payment_made_again_and_a_claim_paid_in_full_twice_are_told() -> None:
    once = [_line(claim_key=1), _line(claim_key=2)]
    assert [_profiled(*once)[name] for name in ("again", "claims_again")] == [0, 0]
    assert [_profiled(*once, _line(claim_key=1))[name] for name in ("again", "claims_again")] == [1, 1]
    assert [_profiled(*once, _line(claim_key=1, amount_paid_sen=7))[name] for name in ("again", "claims_again")] == [0, 1]


def test_one_amount_by_law_may_be_due_twice() -> None:
    grant = {"benefit_type_code": "JKM", "benefit_component_code": None, "amount_paid_sen": 4_200_000_000}
    assert _profiled(_line(**grant), _line(**grant))["again"] == 0


def test_an_extract_without_payments_of_its_period_has_a_profile_too() -> None:
    told = _profiled(_line(payment_date=date(2022, 6, 30)))
    assert (told["kinds"], told["days"], told["busiest"]) == ({}, 0, None)
