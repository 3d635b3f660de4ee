from flows.decisions import SiteDecisions
from flows.gaps import gaps_by_sender, told_gaps

NOBODY = SiteDecisions([], [])
JULY_TO_SEPTEMBER = {(period, sender) for period in ("2022-07", "2022-08", "2022-09") for sender in ("K01", "K02")}


def test_a_series_without_holes_has_no_gap() -> None:
    assert told_gaps(JULY_TO_SEPTEMBER, NOBODY) == []
    assert told_gaps(set(), NOBODY) == []


def test_a_period_that_nobody_delivered_for_is_one_gap() -> None:
    told = told_gaps({one for one in JULY_TO_SEPTEMBER if one[0] != "2022-08"}, NOBODY)
    assert told == ["gap: no usable extract of any sender for 2022-08, though there are before and after"]


def test_a_sender_that_delivered_before_and_after_is_missed() -> None:
    told = told_gaps(JULY_TO_SEPTEMBER - {("2022-08", "K02")}, NOBODY)
    assert told == ["gap: no usable extract of K02 for 2022-08, though there are before and after"]


def test_whoever_has_not_begun_or_has_ended_is_not_missed() -> None:
    assert told_gaps(JULY_TO_SEPTEMBER - {("2022-07", "K01"), ("2022-09", "K02")}, NOBODY) == []


def test_a_month_for_which_the_table_has_no_sender_is_no_gap() -> None:
    rows = [
        {"sender_code": "K02", "valid_from": "2015-07-01", "valid_to": "2022-07-31"},
        {"sender_code": "K02", "valid_from": "2022-09-01", "valid_to": ""},
    ]
    without = JULY_TO_SEPTEMBER - {("2022-08", "K02")}
    assert gaps_by_sender(without, SiteDecisions(rows, [])) == []
    assert len(gaps_by_sender(without, SiteDecisions([rows[0], rows[1] | {"valid_from": "2022-08-01"}], []))) == 1


def test_a_period_that_was_left_out_is_told_as_that_and_not_as_a_gap() -> None:
    without = {one for one in JULY_TO_SEPTEMBER if one[0] != "2022-08"}
    assert told_gaps(without, NOBODY, apart_from={"2022-08"}) == []
