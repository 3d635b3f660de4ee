import dataclasses
import json

import pytest

from transforms.errors import RowsUnaccounted
from transforms.ledger import Ledger

BALANCED = Ledger(
    rows_read=10,
    accepted=4,
    not_a_payment=2,
    quarantined=2,
    duplicate=1,
    furniture=1,
    amount_read_sen=900,
    amount_accepted_sen=400,
    amount_not_a_payment_sen=200,
    amount_quarantined_sen=200,
    amount_duplicate_sen=100,
    amount_unreadable_rows=1,
    codes={"AM01": 1},
    payment_months={"2022-06": 1, "2022-07": 3},
    evidence={"encoding": "utf-8"},
)


@pytest.mark.parametrize("field", ["rows_read", "accepted", "furniture", "amount_read_sen", "amount_quarantined_sen"])
def test_a_ledger_that_does_not_balance_cannot_exist(field: str) -> None:
    with pytest.raises(RowsUnaccounted):
        dataclasses.replace(BALANCED, **{field: getattr(BALANCED, field) + 1})


def test_accepted_lines_are_all_of_some_payment_month() -> None:
    with pytest.raises(RowsUnaccounted):
        dataclasses.replace(BALANCED, payment_months={"2022-07": 3})


def test_a_ledger_comes_back_from_its_json() -> None:
    assert Ledger.from_json(BALANCED.to_json()) == BALANCED


def test_a_ledger_that_was_tampered_with_does_not_come_back() -> None:
    tampered = json.loads(BALANCED.to_json()) | {"accepted": 5}
    with pytest.raises(RowsUnaccounted):
        Ledger.from_json(json.dumps(tampered))
