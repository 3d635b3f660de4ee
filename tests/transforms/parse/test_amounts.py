"""The oracle below reads one value at a time in plain Python, slowly and plainly; the column must agree with it."""

import re
from typing import Any

import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from transforms.errors import ExtractRefused
from transforms.parse import amounts

COLUMN = "amount_paid_idr"


def decided(values: Any, dialect: str | None = None) -> amounts.AmountForm:
    frame, counts = amounts.with_amount_evidence(pl.LazyFrame({COLUMN: pl.Series(values, dtype=pl.String)}), COLUMN)
    row = frame.select(counts).collect().row(0, named=True)
    return amounts.decide_amount_form(COLUMN, amounts.amount_counts(row, COLUMN), dialect, file_name="klaim.csv")


def sen(values: Any, dialect: str | None = None) -> list[int | None]:
    frame = pl.LazyFrame({COLUMN: pl.Series(values, dtype=pl.String)})
    return frame.select(amounts.parse_amount(COLUMN, decided(values, dialect))).collect(engine="streaming")[COLUMN].to_list()


@pytest.mark.parametrize(
    ("values", "expected"),
    [
        (["1.234.567,00", "1.234"], [123456700, 123400]),
        (["1,234,567.00", "1,234"], [123456700, 123400]),
        (["1.234.567", "1.234"], [123456700, 123400]),  # two groups decide
        (["1,234,567", "5"], [123456700, 500]),
        (["1234567", "42000000", "0"], [123456700, 4200000000, 0]),
        (["1234567.5"], [123456750]),
        (["1234567,5", "7,05"], [123456750, 705]),
        (["Rp 1.234.567,00", "Rp1.000,00", "rp. 5,00", "IDR 1.234.567", "Rp\u00a01.000"], [123456700, 100000, 500, 123456700, 100000]),
        ([" 1.234.567,00\u00a0", "\t5"], [123456700, 500]),
        (
            ["-1.234.567,00", "- 5", "Rp -5,00", "-Rp 5,00", "(1.234.567,00)", "Rp (5)", "(Rp 5,50)"],
            [-123456700, -500, -500, -500, -123456700, -500, -550],
        ),
        (["1.234.567,-", "Rp 5,--"], [123456700, 500]),
        (["1.234.567,00", "nihil", " NIHIL "], [123456700, 0, 0]),
        (["1.234.567,00", "", None, "-", "–", "...", "NA"], [123456700, *[None] * 6]),
        (["=1234567.25", "=5", "=-0.1", "1.234.567,00", "1.234"], [123456725, 500, -10, 123456700, 123400]),
        (["1.000.000,00 IDR", "5 idr", "-1.250 Rp", "IDR 1.000.000"], [100000000, 500, -125000, 100000000]),
        (["+1.000.000", "+5", "Rp +5,00", "+Rp 5"], [100000000, 500, 500, 500]),
        (["1 000 000", "Rp 2 500", "-1 000", "(1 000)", "500", "5 000 IDR"], [100000000, 250000, -100000, -100000, 50000, 500000]),
        (["1 000 000,00", "1\u00a0000,5", "1\u2009234\u2009567,-", "1\u202f000", "1.234"], [100000000, 100050, 123456700, 100000, 123400]),
        (["1 000 000.25", "1,234"], [100000025, 123400]),
        (["1 000 000", "1.234.567,00"], [100000000, 123456700]),
        (["Rp. 1.000.000,-", "1.000.000,-", "Rp. 5,- "], [100000000, 100000000, 500]),
        (["999.999.999.999.999,99"], [99999999999999999]),
        (["1 000", "500"], [100000, 50000]),  # one group is enough to be seen as spaced
        (["1 000,5", "7"], [100050, 700]),
        (["1 000.25", "7"], [100025, 700]),
        (["999999999999999", "=999999999999999"], [99999999999999900, 99999999999999900]),  # fifteen digits
        (["1234567890123456", "=1234567890123456", "7"], [None, None, 700]),  # sixteen
        (["7", "nihil"], [700, 0]),
        (["7", "=5"], [700, 500]),
    ],
)
def test_a_column_is_read_in_the_one_form_that_fits_it(values: Any, expected: Any) -> None:
    assert sen(values) == expected


@pytest.mark.parametrize(
    "unreadable",
    [
        "1.857.000,000", "1e3", "1.5E+6", "4,2E+07", "1.23.456", "12.3456", "1234.567,00", "1.234,567,00", "01.234.567", "0.123.456",
        "juta",        "5 juta", "12,345", "--5", "(5", "5)", "-(5)", "+-5", "Rp 5 IDR", "+(5)", "1 23 456", "1 0000", "12 34", "1  000",
        "0 500", "1 234.567,00", "1.234 567",
        "1 234,567", "5.", ",50", "Rp", "١٢٣",
        "=", "1.234.567.890.123.456.789",
        "=1.234", "=1e15", "=x", "12/07/2022",
    ],
)  # fmt: skip
def test_what_is_not_written_in_the_columns_form_is_null_and_never_guessed(unreadable: str) -> None:
    assert sen(["1.234.567,00", unreadable, "7"]) == [123456700, None, 700]


@pytest.mark.parametrize(
    "values",
    [["1.234"], ["1.234", "5.000"], ["1,234"], ["1.234", "1,234"], ["1.234", "42000000"], ["1.234", "=1234.5"], ["1.234", "1 234"]],
)
def test_a_column_that_no_value_decides_is_refused_unless_the_sender_is_known(values: Any) -> None:
    with pytest.raises(ExtractRefused) as refusal:
        sen(values)
    assert refusal.value.code == "EX08"
    assert refusal.value.evidence["forms found"]
    assert "claims mapping dialect SENDER --amount-form comma|point" in refusal.value.fix
    assert sen(["1.234"], "comma") == [123400]
    assert sen(["1.234"], "point") == [None]  # three decimals
    assert sen(["1,234"], "point") == [123400]


def test_a_column_in_two_forms_is_refused_with_the_counts_unless_the_sender_is_known() -> None:
    values = ["1.234.567,00", "1.234.567,00", "1,234,567.00"]
    with pytest.raises(ExtractRefused) as refusal:
        sen(values)
    assert refusal.value.evidence == {"forms found": "2 like 1.234.567,00, 1 like 1,234,567.00"}
    assert sen(values, "comma") == [123456700, 123456700, None]


def test_values_decide_before_the_sender_does() -> None:
    assert sen(["1.234.567,00", "1.234"], "point") == [123456700, 123400]


def test_a_column_without_any_value_decides_nothing_and_is_not_refused() -> None:
    assert sen([None, "", "-"]) == [None, None, None]


def oracle(text: str, mark: str) -> int | None:
    """Sen or None, by the rules of domain.md §4, one character after the other."""
    text = text.strip(" \u00a0")
    if text.casefold() == "nihil":
        return 0
    if text.startswith("("):
        if not text.endswith(")"):
            return None
        text = "-" + text[1:-1].strip(" \u00a0")
    sign = -1 if "-" in text.rstrip("-") else 1
    text = re.sub(r"^[-+]?[ \u00a0]*(rp\.?|idr)?[ \u00a0]*[-+]?[ \u00a0]*", "", text, flags=re.IGNORECASE)
    text = re.sub(r"[ \u00a0]*(rp\.?|idr)$", "", text, flags=re.IGNORECASE)
    decimal, group = (",", ".") if mark == "comma" else (".", ",")
    whole, has_mark, rest = text.partition(decimal)
    groups = whole.split(group)
    if not all(re.fullmatch("[0-9]+", part) for part in groups) or len(whole.replace(group, "")) > 15:
        return None
    if len(groups) > 1 and (not 1 <= len(groups[0]) <= 3 or groups[0][0] == "0" or any(len(part) != 3 for part in groups[1:])):
        return None
    if has_mark and rest not in ("-", "--") and not re.fullmatch("[0-9]{1,2}", rest):
        return None
    cents = int(rest.ljust(2, "0")) if rest.strip("-") else 0
    return sign * (int("".join(groups)) * 100 + cents)


def written(value: int, mark: str, style: Any) -> str:
    """An amount as an office writes it. `style`: (currency, sign style, decimals, grouped)."""
    currency, sign, decimals, is_grouped = style
    decimal, group = (",", ".") if mark == "comma" else (".", ",")
    whole, cents = divmod(abs(value), 100)
    text = f"{whole:,}".replace(",", group) if is_grouped else str(whole)
    if cents or decimals == "always":
        text += f"{decimal}{cents:02d}"
    elif decimals == "dash":
        text += f"{decimal}-"
    if value >= 0:
        return currency + text
    return {"before": f"-{currency}{text}", "after": f"{currency}-{text}", "parentheses": f"({currency}{text})"}[sign]


styles = st.tuples(
    st.sampled_from(["", "Rp", "Rp ", "Rp. ", "IDR ", "rp\u00a0"]),
    st.sampled_from(["before", "after", "parentheses"]),
    st.sampled_from(["always", "never", "dash"]),
    st.booleans(),
)
money = st.integers(-(10**17) + 1, 10**17 - 1) | st.integers(-10_000_000, 10_000_000)


def test_spaces_between_groups_count_as_evidence_of_the_mark_beside_them() -> None:
    with pytest.raises(ExtractRefused) as refusal:
        sen(["1 234,50", "1 234.50"])
    assert refusal.value.evidence == {"forms found": "1 like 1 234,00, 1 like 1 234.00"}


@settings(max_examples=150, deadline=None)
@given(mark=st.sampled_from(["comma", "point"]), drawn=st.lists(st.tuples(money, styles), min_size=1, max_size=30))
def test_an_amount_written_in_any_supported_form_reads_back_to_the_same_sen_for_a_whole_column(mark: str, drawn: Any) -> None:
    values = [written(value, mark, style) for value, style in drawn]
    assert sen(values, mark) == [value for value, _ in drawn]
    assert [oracle(text, mark) for text in values] == [value for value, _ in drawn]


@settings(max_examples=300, deadline=None)
@given(mark=st.sampled_from(["comma", "point"]), texts=st.lists(st.text(alphabet="0123456789.,-+() RpIDR", max_size=14), max_size=20))
def test_any_text_reads_as_the_slow_oracle_reads_it_or_not_at_all(mark: str, texts: list[str]) -> None:
    anchor = {"comma": "1.234.567,00", "point": "1,234,567.00"}[mark]
    frame = pl.LazyFrame({COLUMN: [anchor, *texts]})
    found = frame.select(amounts.parse_amount(COLUMN, amounts.AmountForm(mark))).collect()[COLUMN].to_list()
    for text, value in zip(texts, found[1:], strict=True):
        assert value is None or value == oracle(text, mark)


@settings(max_examples=100, deadline=None)
@given(drawn=st.lists(st.tuples(money, styles), min_size=1, max_size=20), mark=st.sampled_from(["comma", "point"]))
def test_a_column_is_either_decided_rightly_or_refused(drawn: Any, mark: str) -> None:
    values = [written(value, mark, style) for value, style in drawn]
    try:
        found = sen(values)
    except ExtractRefused:
        return
    assert found == [value for value, _ in drawn]
