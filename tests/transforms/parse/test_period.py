from datetime import date

import pytest

from transforms.parse.period import last_day


@pytest.mark.parametrize(
    ("period", "last"),
    [
        (date(2022, 1, 1), date(2022, 1, 31)),
        (date(2022, 2, 1), date(2022, 2, 28)),
        (date(2024, 2, 1), date(2024, 2, 29)),
        (date(2022, 4, 30), date(2022, 4, 30)),
        (date(2022, 12, 31), date(2022, 12, 31)),
    ],
)
def test_a_month_ends_with_its_last_day(period: date, last: date) -> None:
    assert last_day(period) == last
