"""mart.claims_final_by_benefit_month: cells, money, replay."""

from decimal import Decimal
from pathlib import Path

import pytest

from tests.warehouse.drawn_content import content, record, sealed
from warehouse.candidate import build
from warehouse.errors import ContentRefused
from warehouse.opening import opened
from warehouse.rollback import rollback_content

FINAL = """
    period  | benefit_type_code | claim_count | payment_count | participant_count | amount_paid_sen | moved_in_sen | moved_out_sen
    2022-01 | JKP               | 0           | 1             | 1                 | -500            | -500         | 0
    2022-02 | JHT               | 2           | 2             | 2                 | 123457289       | 0            | -500
"""


def shown(file: Path) -> list[tuple[object, ...]]:
    with opened(file) as connection:
        return connection.execute(
            """select strftime(period, '%Y-%m'), benefit_type_code, claim_count, payment_count, amount_paid_idr, moved_in_idr, moved_out_idr
               from mart.claims_final_by_benefit_month"""
        ).fetchall()


def test_cells_are_zero_unknown_or_absent_as_in_the_cash_view_and_no_line_moved_in_is_lost(tmp_path: Path) -> None:
    nothing = Decimal("0.00")
    assert shown(sealed(tmp_path / "1", content(final_month=FINAL))) == [
        ("2022-01", "JHT", 0, 0, nothing, nothing, nothing),
        ("2022-01", "JKP", 0, 1, Decimal("-5.00"), Decimal("-5.00"), nothing),  # not valid yet, but something came in
        ("2022-02", "JHT", 2, 2, Decimal("1234572.89"), nothing, Decimal("-5.00")),
        ("2022-02", "JKP", None, None, None, None, None),
        ("2022-03", "JHT", None, None, None, None, None),
        ("2022-03", "JKP", None, None, None, None, None),
    ]


def test_a_rollback_shows_the_same_final_view_under_the_same_hash(tmp_path: Path) -> None:
    first = build(tmp_path / "1", content(final_month=FINAL), record(), None)
    hashed = first.seal()
    again = build(tmp_path / "2", rollback_content(first.file), record(2, 1, "rollback"), first.file)
    assert again.seal() == hashed
    assert shown(again.file) == shown(first.file)


@pytest.mark.parametrize(
    ("frame", "words"),
    [
        (FINAL + "2022-02 | JHT | 1 | 1 | 1 | 1 | 0 | 0", "two rows"),
        (FINAL.replace("2022-01", "2023-01"), "not in periods"),
        (FINAL.replace("JKP", "XYZ"), "not in benefit_types"),
        (FINAL.replace("-500            | -500", f"1 | {10**18}"), "10^16"),
    ],
    ids=["twice", "unpublished", "unknown", "too much"],
)
def test_a_final_view_of_another_grain_or_vocabulary_is_refused(tmp_path: Path, frame: str, words: str) -> None:
    with pytest.raises(ContentRefused) as refused:
        build(tmp_path / "c", content(final_month=frame), record(), None)
    assert refused.value.where == "content.final_month"
    assert words in refused.value.what
