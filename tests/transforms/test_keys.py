"""Keys are for ever: what was written by one release is compared with what the next one makes."""

from datetime import date
from typing import Any

import polars as pl

from transforms.keys import content_key, line_key, nth_key
from transforms.line import LINE

SAID = {
    "claim_id": "K1",
    "payment_id": "P1",
    "programme_code": "JHT",
    "benefit_type_code": "JHT",
    "payment_date": date(2022, 7, 15),
    "amount_paid_sen": 100,
    "payment_type": "original",
    "participant_key": 7,
    "is_named": True,
}


def keys(**said: Any) -> tuple[Any, ...]:
    schema = {name: kind for name, kind in LINE.items() if name != "line_key"} | {"is_named": pl.Boolean}
    line = pl.DataFrame([dict.fromkeys(schema) | SAID | said], schema=schema).with_columns(line_key=line_key())
    return line.select("line_key", content=content_key(), second=nth_key(pl.col("line_key"), pl.lit(2))).row(0)


def test_keys_are_the_numbers_they_have_always_been() -> None:
    assert keys() == (10720901221453401797, 6453032833113629345, 4830617485700415887)
    assert keys(payment_id=None) == (12731373661696548173, 8563870081913592425, 5828418732108871782)


def test_a_line_without_a_name_has_no_key_and_still_a_content() -> None:
    assert keys(is_named=False) == (None, 17147402031582219377, None)


def test_without_payment_number_any_column_that_names_the_line_makes_another_key() -> None:
    others = ({"claim_id": "K2"}, {"benefit_type_code": "JP"}, {"benefit_component_code": "JHT_10"}, {"amount_paid_sen": 101})
    found = {
        keys(**{"payment_id": None} | other)[0] for other in ({}, *others, {"payment_date": date(2022, 7, 16)}, {"regency_code": "33.16"})
    }
    assert len(found) == 6  # where it was paid is no part of its name
