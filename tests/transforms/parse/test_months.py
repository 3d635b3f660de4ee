from datetime import date

import polars as pl
import pytest

from transforms.parse.months import is_month

MAY = date(2022, 5, 1)


def says_may(text: str | None) -> bool:
    frame = pl.DataFrame({"month": [text]}, schema={"month": pl.String})
    return bool(frame.select(is_month("month", MAY)).item())


@pytest.mark.parametrize(
    "text", ["2022-05", "2022/5", "202205", "05/2022", "5-2022", "052022", "Mei 2022", "MEI", "may-2022", "5", "05", "31/05/2022"]
)
def test_a_month_is_known_in_every_way_it_is_written(text: str) -> None:
    assert says_may(text)


@pytest.mark.parametrize(
    "text",
    [
        "2022-06",
        "05/2021",
        "Mei 2021",
        "Juni",
        "6",
        "31/06/2022",
        "2022",
        "Meiji",
        "",
        None,
        "205",
        "13/2022",
        "2021-05",
        "31/05/2021",
        "05/06/2022",
    ],
)
def test_another_month_or_none_is_not(text: str | None) -> None:
    assert not says_may(text)
