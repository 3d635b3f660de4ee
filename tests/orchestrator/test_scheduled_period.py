from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

import pytest

from flows.orchestrator.schedule import scheduled_period

ZONE = "Asia/Jakarta"


def test_a_run_on_the_fifth_is_for_the_month_before() -> None:
    assert scheduled_period(datetime(2022, 8, 5, 6, 0, tzinfo=ZoneInfo(ZONE)), ZONE) == date(2022, 7, 1)


def test_the_same_instant_in_utc_is_for_the_same_month() -> None:
    assert scheduled_period(datetime(2022, 8, 4, 23, 0, tzinfo=UTC), ZONE) == date(2022, 7, 1)


def test_half_past_midnight_on_1_october_in_jakarta_is_still_september_in_utc_and_is_for_september() -> None:
    assert scheduled_period(datetime(2022, 9, 30, 17, 30, tzinfo=UTC), ZONE) == date(2022, 9, 1)


def test_the_last_minute_of_september_in_jakarta_is_for_august() -> None:
    assert scheduled_period(datetime(2022, 9, 30, 16, 59, tzinfo=UTC), ZONE) == date(2022, 8, 1)


def test_january_is_for_december_of_the_year_before() -> None:
    assert scheduled_period(datetime(2022, 12, 31, 17, 0, tzinfo=UTC), ZONE) == date(2022, 12, 1)
    assert scheduled_period(datetime(2023, 1, 5, 6, 0, tzinfo=ZoneInfo(ZONE)), ZONE) == date(2022, 12, 1)


def test_the_31st_of_march_is_for_february() -> None:
    assert scheduled_period(datetime(2024, 3, 31, 12, 0, tzinfo=ZoneInfo(ZONE)), ZONE) == date(2024, 2, 1)


def test_a_time_without_zone_is_refused() -> None:
    with pytest.raises(ValueError, match="zone"):
        scheduled_period(datetime(2022, 8, 5, 6, 0), ZONE)  # noqa: DTZ001 - that is the point
