import hashlib
import hmac

import polars as pl

from transforms.keys import BASE, NONE, content_key, nth_key, stable_key
from transforms.pseudonym import keyed, normalised_number, participant_key, shape, shown_number

KEY = bytes(range(32))


def by_hand(number: str) -> int:
    return int.from_bytes(hmac.digest(KEY.hex().encode(), number.encode(), hashlib.sha256)[:8], "big")


def test_the_participant_is_the_hmac_of_nik_else_kpj_else_nobody() -> None:
    people = pl.DataFrame(
        {"nik": ["3316010101850001", None, None], "kpj": ["12345678901", "12345678901", None]}, schema_overrides={"nik": pl.String}
    )
    keys = people.select(participant_key(KEY)).to_series()
    assert keys.dtype == pl.UInt64
    assert keys.to_list() == [by_hand("3316010101850001"), by_hand("12345678901"), None]


def test_another_key_gives_another_participant() -> None:
    people = pl.DataFrame({"nik": ["3316010101850001"]})
    assert people.select(keyed(pl.col("nik"), KEY)).item() != people.select(keyed(pl.col("nik"), bytes(32))).item()


def test_numbers_are_normalised_before_they_are_hashed() -> None:
    said = pl.DataFrame({"text": ["'3316010101850001", "3316 0101 0185 0001", "12ab5678901", None]})
    assert said.select(normalised_number(pl.col("text"))).to_series().to_list() == [
        "3316010101850001",
        "3316010101850001",
        "12AB5678901",
        None,
    ]


def test_a_shape_shows_letters_and_digits_as_such_and_nothing_else() -> None:
    said = pl.DataFrame({"text": ["31/12-2022", "Rp 1.234,5x", "Ñandú ٣", "x" * 50, None]})
    assert said.select(shape(pl.col("text"))).to_series().to_list() == ["99/99-9999", "AA 9.999,9A", "AAAAA 9", "A" * 40, None]


def test_numbers_are_shown_only_where_they_look_like_numbers_and_cannot_be_a_nik() -> None:
    said = pl.DataFrame({"text": ["KLM/22-07.001", "3316010101850001", "SITI AMINAH", None]})
    assert said.select(shown_number(pl.col("text"))).to_series().to_list() == ["KLM/22-07.001", "9999999999999999", "AAAA AAAAAA", None]


def test_a_blank_an_absent_and_a_shifted_value_have_different_keys() -> None:
    rows = pl.DataFrame({"a": ["x", "xy", None, "", "x"], "b": ["yz", "z", "x", "x", None]})
    assert rows.select(stable_key(["a", "b"])).to_series().n_unique() == 5


def test_keys_never_change() -> None:
    rows = pl.DataFrame({"claim_id": ["K1"], "payment_id": ["P1"]})
    assert rows.select(stable_key(["claim_id", "payment_id"])).item() == 10720901221453401797
    assert rows.select(nth_key(pl.lit(5, dtype=pl.UInt64), pl.lit(2))).item() == 7296639487400770725


def test_the_content_key_is_the_polynomial_it_says() -> None:
    texts = ["programme_code", "benefit_type_code", "benefit_component_code", "segment_code", "branch_code", "regency_code"]
    dates = ["contingency_date", "submission_date", "determination_date", "payment_date"]
    row = pl.DataFrame(
        {
            "line_key": [7],
            **{name: [None] for name in [*texts, *dates, "payment_type", "original_payment_id"]},
            "amount_paid_sen": [-5],
            "participant_key": [9],
        },
        schema_overrides={
            "line_key": pl.UInt64,
            "participant_key": pl.UInt64,
            **dict.fromkeys([*texts, "payment_type", "original_payment_id"], pl.String),
        }
        | dict.fromkeys(dates, pl.Date),
    )
    digits = [7, *[NONE] * 10, -5, NONE, NONE, 9]
    expected = 0
    for digit in digits:
        expected = (expected * BASE + digit) % 2**64
    assert row.select(content_key()).item() == expected
