"""mart.claims_lag_triangle and mart.claims_completion: cells, replay, and what is not their business."""

from datetime import date
from decimal import Decimal
from pathlib import Path

import duckdb
import pytest

from tests.warehouse.drawn_content import COMPLETION, LAG_MONTH, content, record, sealed
from warehouse.candidate import build
from warehouse.errors import ContentRefused
from warehouse.figures import standing_record
from warehouse.opening import opened
from warehouse.rollback import rollback_content

ESTIMATED = """
    period  | benefit_type_code | measure         | lag_months | received | completion | final | error | months | state
    2022-01 | JHT               | amount_paid_idr | 2          | 100      | 1          | 100   | 0     |        | estimated
    2022-02 | JHT               | amount_paid_idr | 0          | 123456700 | 0.8       | 154320875 | 1200 | 7    | estimated
    2022-02 | JHT               | payment_count   | 0          | 2        | 0.8        | 2.5   | 1     | 7      | estimated
    2022-03 | JHT               | payment_count   | 0          | 1        |            | 1e30  |       | 1      | estimated
"""


def rows(file: Path, sql: str) -> list[tuple[object, ...]]:
    with opened(file) as connection:
        return connection.execute(sql).fetchall()


TRIANGLE = """select month(period), lag_months, month(extract_period), payment_count, amount_paid_idr, payment_count_cumulative,
    amount_paid_idr_cumulative, is_complete from mart.claims_lag_triangle where benefit_type_code = '{}' order by all"""


@pytest.fixture(scope="module")
def plain(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The drawn content; January is complete, February lacks a sender, of March nobody knows. Only read."""
    return sealed(tmp_path_factory.mktemp("plain") / "c")


def test_each_cell_has_the_lags_that_can_be_seen_and_none_more(plain: Path) -> None:
    rupiah, sen, nothing = Decimal("1234567.00"), Decimal("0.89"), Decimal("0.00")
    assert rows(plain, TRIANGLE.format("JHT")) == [
        (1, 0, 1, 0, nothing, 0, nothing, True),  # all senders are in and brought nothing
        (1, 1, 2, None, None, 0, nothing, False),  # February's are not all in
        (1, 2, 3, None, None, 0, nothing, False),
        (2, 0, 2, 2, rupiah, 2, rupiah, False),
        (2, 1, 3, 1, sen, 3, rupiah + sen, False),
        (3, 0, 3, None, None, None, None, False),
    ]
    assert [row[:3] for row in rows(plain, TRIANGLE.format("JKP"))] == [(2, 0, 2), (2, 1, 3), (3, 0, 3)]  # valid since February


def test_a_month_between_that_is_not_published_brought_nothing_and_leaves_later_lags_incomplete(tmp_path: Path) -> None:
    periods = "period | senders_expected | senders_received\n2022-01 | 1 | 1\n2022-03 | 1 | 1"
    empty = {name: content().frames()[name].clear() for name in ("programme_month", "region_month", "year_to_date", "final_month")}
    figures = "period | benefit_type_code | claim_count | payment_count | participant_count | amount_paid_sen\n2022-01|JHT|1|2|1|500"
    lags = "period | benefit_type_code | lag_months | payment_count | amount_paid_sen\n2022-01 | JHT | 2 | 2 | 500"
    file = sealed(tmp_path / "c", content(**empty, periods=periods, benefit_month=figures, lag_month=lags))
    five = Decimal("5.00")
    assert rows(file, TRIANGLE.format("JHT"))[:3] == [
        (1, 0, 1, 0, Decimal(0), 0, Decimal(0), True),
        (1, 1, 2, None, None, 0, Decimal(0), False),
        (1, 2, 3, 2, five, 2, five, False),
    ]


def test_estimates_stand_for_provisional_months_in_whole_lines_and_rupiah_and_what_no_column_holds_is_left_out(tmp_path: Path) -> None:
    file = sealed(tmp_path / "c", content(completion=ESTIMATED, maturity_months=2))  # January is final
    told = rows(
        file,
        """select month(period), measure, received, estimated_completion, estimated_final, estimated_standard_error, months_used, maturity
           from mart.claims_completion""",
    )
    assert told == [
        (2, "amount_paid_idr", Decimal(1234567), 0.8, Decimal(1543209), Decimal(12), 7, "provisional"),
        (2, "payment_count", Decimal(2), 0.8, Decimal(3), Decimal(1), 7, "provisional"),
        (3, "payment_count", Decimal(1), None, None, None, 1, "provisional"),
    ]


@pytest.mark.parametrize(
    ("frame", "text", "words"),
    [
        ("lag_month", LAG_MONTH.replace("| 89", "| 88"), "add up"),
        ("lag_month", LAG_MONTH.replace("| 1          | 1 ", "| 0          | 1 "), "two rows"),
        ("lag_month", LAG_MONTH.replace("| 1          | 1 ", "| 2          | 1 "), "newest"),
        ("lag_month", LAG_MONTH + "2021-12 | JHT | 0 | 0 | 0", "not in periods"),
        ("completion", COMPLETION + COMPLETION.split("\n")[2], "two rows"),
        ("completion", COMPLETION.replace("JHT", "XXX"), "not in benefit_types"),
    ],
)
def test_lags_and_estimates_that_cannot_be_are_refused(tmp_path: Path, frame: str, text: str, words: str) -> None:
    with pytest.raises(ContentRefused, match=words):
        build(tmp_path / "c", content(**{frame: text}), record(), None)


def test_lags_and_estimates_are_not_in_the_content_hash(tmp_path: Path, plain: Path) -> None:
    at_once = "\n".join([*LAG_MONTH.split("\n")[:2], "2022-02 | JHT | 0 | 3 | 123456789"])
    other = sealed(tmp_path / "c", content(completion=ESTIMATED, lag_month=at_once))
    assert rows(other, "from mart.claims_lag_triangle") != rows(plain, "from mart.claims_lag_triangle")
    assert standing_record(other).content_hash == standing_record(plain).content_hash


MARTS = ("mart.claims_lag_triangle", "mart.claims_completion", "meta.estimate_rule")


def test_a_rollback_shows_lags_estimates_and_their_rules_again(tmp_path: Path) -> None:
    first = sealed(tmp_path / "1", content(completion=ESTIMATED))
    second = sealed(tmp_path / "2", content(), 2, first)
    candidate = build(tmp_path / "3", rollback_content(first), record(3, 2, "rollback"), second)
    candidate.seal()
    for table in MARTS:
        assert rows(candidate.file, f"from {table}") == rows(first, f"from {table}")
    assert rows(first, "from mart.claims_completion") != rows(second, "from mart.claims_completion")


def test_a_publication_from_before_there_were_lags_has_none_when_it_is_shown_again(tmp_path: Path) -> None:
    first = sealed(tmp_path / "1")
    with duckdb.connect(first) as connection:
        for table in (*MARTS, "meta.regency"):
            connection.execute(f"drop table {table}")
    second = sealed(tmp_path / "2", content(), 2, first)
    candidate = build(tmp_path / "3", rollback_content(first), record(3, 2, "rollback"), second)
    assert candidate.seal() == standing_record(first).content_hash
    for table in MARTS:
        assert rows(candidate.file, f"from {table}") == []
    assert rows(candidate.file, "from meta.regency") == [("33.16", "Kabupaten Blora", None, None)]  # from figures: no province
    assert rows(second, f"select count(*) from {MARTS[0]} where period = '{date(2022, 2, 1)}'") == [(4,)]
