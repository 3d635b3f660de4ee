"""Why figures changed, as the warehouse keeps it: with the revision, flat beside it, and only where it sums exactly."""

from datetime import date
from decimal import Decimal
from pathlib import Path

import duckdb
import polars as pl
import pytest

from tests.warehouse.drawn_content import BENEFIT_MONTH, content, sealed
from warehouse.content import CHANGES, FRAMES, MEASURES
from warehouse.errors import ContentRefused
from warehouse.explanation import explain
from warehouse.opening import opened
from warehouse.release_tables import cause_table

HEAD = f"period | benefit_type_code | cause | sender_code | file_name | sha256 | {' | '.join(MEASURES)}"
RESTATED = """
    period  | benefit_type_code | claim_count | payment_count | participant_count | amount_paid_sen
    2022-02 | JHT               | 3           | 3             | 2                 | 123456709
"""
TOLD = f"""{HEAD}
    2022-02 | JHT | late_lines       | K01 | susulan.csv | ab | 1 | 1  | 1  | 70
    2022-02 | JHT | replaced_extract | K02 | a.csv       | cd | 0 | -1 | -1 | -150
"""


def drawn_changes(text: str) -> pl.DataFrame:
    heading, *rows = [[cell.strip() for cell in line.split("|")] for line in text.strip().splitlines()]
    frame = pl.DataFrame(rows, schema=dict.fromkeys(heading, pl.String), orient="row")
    months = frame.with_columns(pl.format("{}-01", "period").str.to_date().alias("period"))
    return months.select(pl.col(name).cast(kind) for name, kind in CHANGES.items())


def restated(folder: Path, told: str, figures: str = RESTATED) -> Path:
    first = sealed(folder / "1", content(benefit_month=BENEFIT_MONTH))
    return sealed(folder / "2", content(benefit_month=figures, changes=drawn_changes(told)), 2, first)


def test_a_revision_holds_its_difference_and_its_causes_the_biggest_first(tmp_path: Path) -> None:
    with opened(restated(tmp_path, TOLD)) as connection:
        rows = connection.execute("select measure, difference, causes from meta.revision order by measure").fetchall()
    assert [(measure, difference) for measure, difference, _ in rows] == [
        ("amount_paid_idr", Decimal("-0.80")),
        ("claim_count", Decimal("1.00")),
    ]
    assert [tuple(cause.values()) for cause in rows[0][2]] == [
        ("replaced_extract", "K02", "a.csv", "cd", Decimal("-1.50")),
        ("late_lines", "K01", "susulan.csv", "ab", Decimal("0.70")),
    ]


def test_the_flat_view_can_be_read_under_another_catalog_name_and_goes_on_into_later_publications(tmp_path: Path) -> None:
    import duckdb

    second = restated(tmp_path, TOLD)
    third = sealed(tmp_path / "3", content(benefit_month=RESTATED, changes=drawn_changes(HEAD)), 3, second)
    with duckdb.connect() as connection:
        connection.execute(f"attach '{third}' as elsewhere (read_only)")
        told = connection.execute("select publication, cause, difference from elsewhere.meta.revision_cause order by all").fetchall()
    assert told == [(2, "late_lines", Decimal("0.70")), (2, "late_lines", Decimal("1.00")), (2, "replaced_extract", Decimal("-1.50"))]


@pytest.mark.parametrize(
    "told",
    [
        HEAD,  # nothing told
        TOLD.replace("-150", "-149"),
        TOLD.replace("| ab | 1 ", "| ab | 2 "),
        TOLD + "    2022-02 | JKP | late_lines | K01 | x.csv | ab | 0 | 1 | 0 | 0",  # of a figure that did not change
        TOLD + "    2022-01 | JHT | late_lines | K01 | x.csv | ab | 0 | 0 | 0 | 5",
        TOLD.replace("2022-02", "2022-05"),  # of a month that is not shown
    ],
    ids=["nothing", "one sen", "one claim", "other type", "other month", "no such month"],
)
def test_causes_that_do_not_sum_to_the_difference_are_refused(told: str, tmp_path: Path) -> None:
    with pytest.raises(ContentRefused, match="do not sum to the difference"):
        restated(tmp_path, told)


def test_a_cause_that_nobody_named_is_refused(tmp_path: Path) -> None:
    with pytest.raises(ContentRefused, match="a cause that is not in the table"):
        restated(tmp_path, TOLD.replace("late_lines", "sunspots"))


def test_what_cancels_within_an_unchanged_figure_is_no_revision_and_no_fault(tmp_path: Path) -> None:
    there, back = (
        f"    2022-02 | JHT | {cause} | K01 | x.csv | ef{f' | {n}' * 3} | {n}5\n" for cause, n in (("late_lines", 1), ("code_changed", -1))
    )
    with opened(restated(tmp_path, TOLD + there + back)) as connection:
        measures = connection.execute("select distinct measure from meta.revision order by all").fetchall()
    assert measures == [("amount_paid_idr",), ("claim_count",)]


def test_where_the_basis_before_was_never_recorded_causes_are_not_known(tmp_path: Path) -> None:
    first = sealed(tmp_path / "1", content(benefit_month=BENEFIT_MONTH))
    with opened(sealed(tmp_path / "2", content(benefit_month=RESTATED), 2, first)) as connection:
        assert connection.execute("select distinct causes from meta.revision").fetchall() == [(None,)]
        assert connection.execute("select count(*) from meta.revision_cause").fetchall() == [(0,)]


def test_a_difference_that_comes_from_the_senders_table_alone_is_none_and_needs_no_cause(tmp_path: Path) -> None:
    first = sealed(tmp_path / "1", content(benefit_month=BENEFIT_MONTH))
    complete = "period | senders_expected | senders_received\n2022-01 | 2 | 2\n2022-02 | 2 | 2\n2022-03 | | 1"
    second = sealed(tmp_path / "2", content(benefit_month=BENEFIT_MONTH, periods=complete, changes=drawn_changes(HEAD)), 2, first)
    with opened(second) as connection:
        rows = connection.execute("select distinct old_value, new_value, difference, causes from meta.revision").fetchall()
    assert rows == [(None, Decimal("0.00"), Decimal("0.00"), [])]


AWAY = "period | senders_expected | senders_received\n2022-01 | 2 | 2\n2022-03 | | 1"
LEFT = f"{HEAD}\n    2022-02 | JHT | replaced_extract | K01 | w.yaml | ab | -2 | -3 | -2 | -123456789"


def away(folder: Path) -> Path:
    """February was shown by the first publication, and not by the second."""
    first = sealed(folder / "1", content(benefit_month=BENEFIT_MONTH))
    only = {
        name: pl.DataFrame(schema=FRAMES[name])
        for name in ("benefit_month", "programme_month", "region_month", "year_to_date", "final_month")
    }
    gone = content(**only, periods=AWAY, changes=drawn_changes(LEFT))
    return sealed(folder / "2", gone, 2, first)


def test_a_month_that_comes_back_is_held_against_the_figures_last_shown_of_it(tmp_path: Path) -> None:
    third = sealed(tmp_path / "3", content(benefit_month=RESTATED, changes=drawn_changes(TOLD)), 3, away(tmp_path))
    with opened(third) as connection:
        rows = connection.execute("select measure, old_value, new_value from meta.revision where publication = 3 order by all").fetchall()
    assert rows == [
        ("amount_paid_idr", Decimal("1234567.89"), Decimal("1234567.09")),
        ("claim_count", Decimal(2), Decimal(3)),
    ]
    assert contributions(third, 1, 3) == [("replaced_extract", Decimal("-1.50")), ("late_lines", Decimal("0.70"))]
    assert contributions(third, 2, 3)[0] == ("published_again", Decimal("1234567.89"))


def test_a_return_that_an_older_release_did_not_record_is_told_as_not_recorded(tmp_path: Path) -> None:
    third = sealed(tmp_path / "3", content(benefit_month=RESTATED, changes=drawn_changes(TOLD)), 3, away(tmp_path))
    with duckdb.connect(third) as connection:
        connection.execute("delete from meta.revision where publication = 3")
    assert contributions(third, 1, 3) == [("not_recorded", Decimal("-0.80"))]
    assert contributions(third, 2, 3) == [("published_again", Decimal("1234567.89")), ("not_recorded", Decimal("-0.80"))]


def contributions(file: Path, first: int, last: int) -> list[tuple[str, Decimal]]:
    (money,) = (one for one in explain(file, date(2022, 2, 1), first, last, "JHT") if one.measure == "amount_paid_idr")
    return [(part.cause, part.difference) for part in money.contributions]


def test_every_cause_of_the_transforms_is_in_the_table_in_the_same_order() -> None:
    from transforms.mechanism import CAUSES

    assert cause_table()["cause"].to_list()[: len(CAUSES)] == list(CAUSES)
