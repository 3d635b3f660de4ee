"""What becomes of drawn cells: shown, suppressed with others, held, not reported."""

from datetime import date

import polars as pl
import pytest

from tests.disclosure.attacker import MONTH, QUARTER
from tests.disclosure.histories import LINES, TYPES, Published, published
from transforms.disclosure.cells import Calendar, claims, measured, truth
from transforms.disclosure.changes import TOUCHED
from transforms.disclosure.marks import FIGURES, Rules, marked

JULY, AUGUST, SEPTEMBER = (date(2022, month, 1) for month in (7, 8, 9))
MILLION = 1_000_000_00


def lines(*drawn: tuple[date, str, str, int], first: int = 0, sen: int = MILLION) -> pl.DataFrame:
    """Claims of one line each, all of one amount: month, benefit type, regency, how many."""
    rows, claim = [], first
    for month, benefit, regency, count in drawn:
        for _ in range(count):
            claim += 1
            rows.append((claim, claim, month, benefit, regency, "PU", sen))
    return pl.DataFrame(rows, schema=LINES, orient="row")


def shown(history: Published, publication: int, table: str = MONTH) -> dict[tuple[str, ...], tuple[str, int | None]]:
    """Mark and count of each cell of a table, as a publication shows it."""
    own = history.vintages.filter(
        pl.col("table_name") == table,
        pl.col("publication_from") <= publication,
        pl.col("publication_to").is_null() | (pl.col("publication_to") >= publication),
    )
    rows = own.select("period", "benefit_type_code", "regency_code", "mark", "claim_count").iter_rows()
    return {(f"{p:%Y-%m}", b, *([r] if table == QUARTER else [])): (mark, count) for p, b, r, mark, count in rows}


def test_a_cell_of_few_claims_is_suppressed_and_a_true_zero_is_shown() -> None:
    history = published([lines((JULY, "JHT", "33.16", 20), (JULY, "JKM", "33.16", 4))], [[JULY]])
    assert shown(history, 1) == {
        ("2022-07", "JHT"): ("shown", 20),
        ("2022-07", "JKM"): ("suppressed", None),
        ("2022-07", "JKK"): ("shown", 0),
    }


def test_five_claims_are_enough_and_one_that_dominates_them_is_not() -> None:
    even = lines((JULY, "JHT", "33.16", 5))
    uneven = even.with_columns(amount_paid_sen=pl.when(pl.col("claim_key") == 1).then(5 * MILLION).otherwise("amount_paid_sen"))
    assert shown(published([even], [[JULY]]), 1)["2022-07", "JHT"] == ("shown", 5)
    assert shown(published([uneven], [[JULY]]), 1)["2022-07", "JHT"] == ("suppressed", None)


def test_five_claims_of_one_participant_are_not_enough() -> None:
    one = lines((JULY, "JHT", "33.16", 5)).with_columns(participant_key=pl.lit(1, pl.UInt64))
    assert shown(published([one], [[JULY]]), 1)["2022-07", "JHT"] == ("suppressed", None)


def test_a_reversal_alone_is_not_shown_though_no_claim_was_paid() -> None:
    reversal = lines((JULY, "JKM", "33.16", 1), sen=-42 * MILLION)
    assert shown(published([reversal], [[JULY]]), 1)["2022-07", "JKM"] == ("suppressed", None)


def test_a_second_regency_is_suppressed_where_the_months_would_tell_the_first() -> None:
    drawn = [
        (month, "JHT", regency, count)
        for month in (JULY, AUGUST, SEPTEMBER)
        for regency, count in (("33.16", 1), ("33.17", 9), ("33.18", 90))
    ]
    history = published([lines(*drawn)], [[JULY, AUGUST, SEPTEMBER]])
    regencies = {key[2]: value for key, value in shown(history, 1, QUARTER).items() if key[1] == "JHT"}
    assert regencies == {"33.16": ("suppressed", None), "33.17": ("suppressed", None), "33.18": ("shown", 270)}


def test_a_change_of_four_claims_is_held_until_there_are_five() -> None:
    first = lines((JULY, "JHT", "33.16", 20))
    four, five = (pl.concat([first, lines((JULY, "JHT", "33.16", count), first=100)]) for count in (4, 5))
    history = published([first, four, five], [[JULY]] * 3)
    assert [shown(history, number)["2022-07", "JHT"] for number in (1, 2, 3)] == [("shown", 20), ("held", 20), ("shown", 25)]


def test_other_amounts_of_five_claims_are_a_change_though_the_count_is_the_same() -> None:
    first = lines((JULY, "JHT", "33.16", 20))
    amended = first.with_columns(amount_paid_sen=pl.when(pl.col("claim_key") <= 5).then(2 * MILLION).otherwise("amount_paid_sen"))
    history = published([first, amended], [[JULY]] * 2)
    assert shown(history, 2)["2022-07", "JHT"] == ("shown", 20)
    assert history.vintages.filter(benefit_type_code="JHT", publication_from=2)["amount_paid_sen"].to_list() == [25 * MILLION]


def test_a_cell_that_shrinks_below_the_threshold_goes_on_showing_what_it_showed() -> None:
    history = published([lines((JULY, "JHT", "33.16", 20)), lines((JULY, "JHT", "33.16", 3))], [[JULY]] * 2)
    assert shown(history, 2)["2022-07", "JHT"] == ("held", 20)


def test_what_was_suppressed_is_shown_once_many_claims_more_have_come_and_not_for_one() -> None:
    history = published([lines((JULY, "JHT", "33.16", count)) for count in (4, 5, 40)], [[JULY]] * 3)
    assert [shown(history, number)["2022-07", "JHT"] for number in (1, 2, 3)] == [("suppressed", None), ("suppressed", None), ("shown", 40)]


def test_quarters_are_shown_when_all_their_months_are_there() -> None:
    drawn = lines(*((month, "JHT", "33.16", 20) for month in (JULY, AUGUST, SEPTEMBER)))
    history = published([drawn, drawn], [[JULY, AUGUST], [JULY, AUGUST, SEPTEMBER]])
    assert not shown(history, 1, QUARTER)
    assert shown(history, 2, QUARTER)["2022-07", "JHT", "33.16"] == ("shown", 60)


def test_a_month_that_went_and_came_back_is_not_told_otherwise_than_before() -> None:
    few = lines((JULY, "JHT", "33.16", 4), (AUGUST, "JHT", "33.16", 9))
    history = published([few, few, few], [[JULY, AUGUST], [AUGUST], [JULY, AUGUST]])
    assert ("2022-07", "JHT") not in shown(history, 2)
    assert shown(history, 3)["2022-07", "JHT"] == ("suppressed", None)


def test_a_told_cell_whose_extract_is_lost_is_not_reported_and_what_comes_again_is_weighed_against_what_it_told() -> None:
    other = lines((JULY, "JKM", "33.16", 30), first=1000)
    there, lost = pl.concat([other, lines((JULY, "JHT", "33.16", 20))]), other
    states = [there, lost, lost, pl.concat([there, lines((JULY, "JHT", "33.16", 2), first=100)]), there]
    history = published(states, [[JULY]] * 5, [set(), {JULY}, {JULY}, set(), set()])
    told = [shown(history, number)["2022-07", "JHT"] for number in range(1, 6)]
    assert told == [("shown", 20), ("not_reported", None), ("not_reported", None), ("held", 20), ("shown", 20)]
    assert [shown(history, number)["2022-07", "JKK"] for number in range(1, 5)] == [  # a true 0, and nobody knows
        ("shown", 0),
        ("not_reported", None),
        ("not_reported", None),
        ("shown", 0),
    ]


@pytest.mark.parametrize(("complete", "mark"), [(True, "shown"), (False, "not_reported")])
def test_no_lines_are_a_zero_only_where_all_senders_are_in(complete: bool, mark: str) -> None:  # noqa: FBT001
    calendar = Calendar(2022, {JULY: complete}, TYPES, ["PU"])
    true = truth(measured(claims(lines((JULY, "JHT", "33.16", 9)).lazy()), calendar), calendar, [])
    outcome = marked(true, pl.DataFrame(schema=FIGURES), pl.DataFrame(schema=TOUCHED), calendar, Rules(5, 0.5), 1)
    assert outcome.figures.filter(benefit_type_code="JKM").select("mark", "claim_count").row(0) == (mark, 0 if complete else None)
