from decimal import ROUND_DOWN, ROUND_HALF_UP, Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from expectations.reconciliation.errors import PrintedNumberRefused
from expectations.reconciliation.interval import Interval
from expectations.reconciliation.printed import Printed, read_printed


def amount(text: str, language: str = "id") -> Printed:
    return read_printed(text, is_count=False, language=language)


def count(text: str, language: str = "id") -> Printed:
    return read_printed(text, is_count=True, language=language)


@pytest.mark.parametrize(
    ("text", "value", "step"),
    [
        ("Rp31,9 miliar", "31900000000", "100000000"),
        ("Rp648,4 juta", "648400000", "100000"),
        ("27.6 miliar", "27600000000", "100000000"),
        ("Rp486.24 miliar", "486240000000", "10000000"),
        ("Rp18,39 miliar", "18390000000", "10000000"),
        ("872 jt", "872000000", "1000000"),
        ("16,3 milyar", "16300000000", "100000000"),
        ("Rp 3 M", "3000000000", "1000000000"),
        ("2,63 T", "2630000000000", "10000000000"),
        ("Rp 5.139.463.958,24", "5139463958.24", "0.01"),
        ("2.022.809.420,00", "2022809420", "0.01"),
        ("446,819,131.00", "446819131", "0.01"),
        ("Rp. 27.175.950.386,-", "27175950386", "1"),
        ("27175950386 rupiah", "27175950386", "1"),
        ("66,361 juta", "66361000", "1000"),
        ("Rp0,447 miliar", "447000000", "1000000"),
        ("Rp\u00a01.234.567", "1234567", "1"),
        ("27,001", "27001", "1"),  # there is no fraction of a sen, so the comma groups
        ("0", "0", "1"),
    ],
)
def test_an_amount_as_printed_is_read_with_the_worth_of_its_last_digit(text: str, value: str, step: str) -> None:
    printed = amount(text)
    assert (printed.value, printed.step) == (Decimal(value), Decimal(step))


@pytest.mark.parametrize(
    ("text", "value"),
    [("2.349", 2349), ("2637", 2637), ("27,703 kasus", 27703), ("8.180 orang", 8180), ("1.234.567 klaim", 1234567), ("2,5 ribu", 2500)],
)
def test_a_count_as_printed_is_read_as_whole_cases(text: str, value: int) -> None:
    assert count(text).value == value


def test_a_count_without_scale_word_is_one_number_only() -> None:
    assert count("2.349").by_rounding == count("2.349").by_truncation == Interval(Decimal(2349), Decimal(2349))


def test_a_scaled_count_allows_whole_numbers_only() -> None:
    assert count("27,7 ribu").by_rounding == Interval(Decimal(27650), Decimal(27749))
    assert count("27,7 ribu").by_truncation == Interval(Decimal(27700), Decimal(27799))


def test_a_rounded_amount_owns_its_lower_end_and_not_its_upper() -> None:
    assert amount("27,6 miliar").by_rounding == Interval(Decimal("27.55e9"), Decimal("27.65e9"), has_high=False)


def test_a_truncated_figure_lies_above_what_is_printed() -> None:
    printed = amount("5.08")
    assert not printed.by_rounding.contains(Decimal("5.0868"))
    assert printed.by_truncation.contains(Decimal("5.0868"))


def test_the_thousands_trap_keeps_both_readings_and_takes_that_of_the_language() -> None:
    printed = count("24.618 ribu")
    assert printed.value == 24_618_000
    assert printed.otherwise is not None
    assert printed.otherwise.value == 24_618
    assert count("24.618 ribu", "en").value == 24_618


def test_the_language_decides_only_where_both_readings_make_sense() -> None:
    assert (amount("1.234 juta").value, amount("1.234 juta", "en").value) == (Decimal("1234e6"), Decimal("1.234e6"))
    assert (amount("1,234 juta").value, amount("1,234 juta", "en").value) == (Decimal("1.234e6"), Decimal("1234e6"))
    assert amount("27.6 miliar", "en").value == amount("27,6 miliar", "en").value
    assert amount("1,234.5 million", "id").value == Decimal("1234.5e6")


def test_nihil_is_exactly_none_at_all() -> None:
    assert count("nihil").by_rounding == Interval(Decimal(0), Decimal(0))
    assert amount("Nihil").by_truncation == Interval(Decimal(0), Decimal(0))


def test_a_printed_zero_allows_what_rounds_to_it() -> None:
    assert amount("0,0 miliar").by_rounding.contains(Decimal(49_999_999))
    assert amount("0,0 miliar").by_rounding.contains(Decimal(-49_999_999))
    assert not amount("0,0 miliar").by_rounding.contains(Decimal(50_000_000))
    assert count("0").by_rounding == Interval(Decimal(0), Decimal(0))


@pytest.mark.parametrize(
    "text",
    [
        "1.857.000,000",
        "1.23.456",
        "12.34.567,00",
        "1.234,567 miliar",
        "0.123.456",
        "1,2,3",
        "1.234,5,6",
        "12,345.678.901",
        "27,6 sekitar miliar",
        "lebih dari 27 miliar",
        "27 ribu miliar",
        "27 kasus",
        "-27",
        "5,08 %",
        "27,6,",
        "Rp",
        "...",
        "-",
        "3,1E+15",
        "27 28",
    ],
)
def test_an_amount_that_can_only_be_guessed_is_refused(text: str) -> None:
    with pytest.raises(PrintedNumberRefused) as refused:
        amount(text)
    assert text in refused.value.where
    assert refused.value.what
    assert refused.value.fix


@pytest.mark.parametrize("text", ["2,5", "Rp2.349", "2.349,00", "1.23"])
def test_a_count_has_no_fraction_and_no_currency(text: str) -> None:
    with pytest.raises(PrintedNumberRefused):
        count(text)


def test_an_indonesian_abbreviation_is_not_taken_for_english() -> None:
    with pytest.raises(PrintedNumberRefused, match="M"):
        amount("3 M", "en")


SCALES = {"": 0, "ribu": 3, "juta": 6, "miliar": 9, "triliun": 12}
FIGURES = st.decimals(min_value=0, max_value=Decimal(10) ** 16, places=2, allow_nan=False, allow_infinity=False)


def as_printed(figure: Decimal, scale: str, decimals: int, rounding: str, language: str) -> str:
    digits = figure.scaleb(-SCALES[scale]).quantize(Decimal(1).scaleb(-decimals), rounding)
    text = f"{digits:,f}"
    return f"{text.translate(str.maketrans('.,', ',.')) if language == 'id' else text} {scale}".strip()


@given(figure=FIGURES, scale=st.sampled_from(sorted(SCALES)), decimals=st.integers(0, 2), language=st.sampled_from(["id", "en"]))
def test_a_figure_printed_with_any_number_of_digits_lies_in_its_own_intervals(
    figure: Decimal, scale: str, decimals: int, language: str
) -> None:
    assert amount(as_printed(figure, scale, decimals, ROUND_HALF_UP, language), language).by_rounding.contains(figure)
    assert amount(as_printed(figure, scale, decimals, ROUND_DOWN, language), language).by_truncation.contains(figure)


@given(figure=FIGURES, scale=st.sampled_from(sorted(SCALES)), decimals=st.integers(0, 2))
def test_a_figure_in_the_interval_is_printed_with_those_digits(figure: Decimal, scale: str, decimals: int) -> None:
    printed = amount(as_printed(figure, scale, decimals, ROUND_HALF_UP, "id"))
    low, below = printed.by_rounding.low, printed.by_rounding.high - Decimal("0.0001")
    assert as_printed(below, scale, decimals, ROUND_HALF_UP, "id") == printed.text
    if printed.value:
        assert as_printed(low, scale, decimals, ROUND_HALF_UP, "id") == printed.text


@given(figure=st.integers(0, 10**12))
def test_a_whole_count_stands_for_itself_alone(figure: int) -> None:
    printed = count(as_printed(Decimal(figure), "", 0, ROUND_HALF_UP, "id"))
    assert printed.by_rounding == Interval(Decimal(figure), Decimal(figure))
