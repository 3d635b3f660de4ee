"""Cells of every type that DuckDB has, as JSON."""

import json
from typing import Any

import duckdb

from flows.cli.query import plain


def as_json(sql: str) -> Any:
    [row] = duckdb.sql(sql).fetchall()
    return json.loads(json.dumps([plain(cell) for cell in row], default=str, allow_nan=False))


def test_what_json_has_no_word_for_is_told_as_text() -> None:
    found = as_json(
        "select interval 1 day, time '12:30', 'ab'::blob, 'nan'::double, '-inf'::double, map([1], [time '01:00']), [interval 1 hour]"
    )
    assert found == ["1 day, 0:00:00", "12:30:00", "6162", "nan", "-inf", {"1": "01:00:00"}, ["1:00:00"]]


def test_every_type_of_the_engine_can_be_shown() -> None:
    rows = duckdb.sql("from test_all_types()").fetchall()
    assert json.dumps([[plain(cell) for cell in row] for row in rows], default=str, allow_nan=False)
