"""The flat views as SQL, from the metrics file."""

from collections.abc import Iterator, Mapping
from typing import Any

from warehouse.metrics import Metrics

HEADING = "-- Generated from warehouse/metrics.yaml by `make generate`: edit that file, not this one.\n"


def views_sql(metrics: Metrics) -> str:
    """`create view` of every mart that the metrics file defines by what it reads. Two-part names only."""
    return HEADING + "".join(_view(metrics, name) for name, one in metrics.relations.items() if "rows" in one or "from" in one)


def _view(metrics: Metrics, name: str) -> str:
    relation = metrics.relations[name]
    columns = ",\n".join(f"    {sql} as {column}" for column, sql in _columns(metrics, name))
    source = "\n".join(_joins(metrics, relation)) if "rows" in relation else relation["from"]
    where = " and ".join(_conditions(relation))
    return f"\ncreate view mart.{name} as\nselect\n{columns}\n{source}{f'{chr(10)}where {where}' if where else ''};\n"


def _columns(metrics: Metrics, name: str) -> Iterator[tuple[str, str]]:
    own = metrics.relations[name].get("sql", {})
    for column in metrics.columns(name):
        yield column, own.get(column) or _expression(metrics, column)


def _expression(metrics: Metrics, column: str) -> str:
    """A metric's own SQL, else that of a dimension, else the column as it is."""
    metric = metrics.raw["metrics"].get(column, {})
    if "expression" in metric:
        used = metric["expression"]
        of, per = used["of"], used["per"]
        text: str = metrics.raw["expressions"][used["use"]]
        return text.format(of=f"({of})" if " " in of else of, per=per)
    return str(metrics.raw["columns"].get(column, {}).get("sql", f"now.{column}"))


def _joins(metrics: Metrics, relation: Mapping[str, Any]) -> Iterator[str]:
    """What the view reads: its rows, names for their codes, and the rows they are held against."""
    sources, rows, columns = metrics.raw["sources"], relation["rows"], relation["columns"]
    places = _breakdowns(relation)
    yield sources["cells" if rows == "cells" else "rollup"]
    yield sources["names"]["totals" if rows == "totals" else "types"]
    yield from (sources["names"][place] for place in places if place != "nation")
    if "amount_share_percent" in columns:
        yield sources["everything"].format(span=relation["span"], breakdown=places[0])
    same_place = "" if places == ["nation"] else " and {other}.place_code is not distinct from now.place_code"
    for other, months in relation.get("before", {}).items():
        yield sources["before"][rows].format(other=other, months=months, same_place=same_place.format(other=other))


def _conditions(relation: Mapping[str, Any]) -> Iterator[str]:
    if "where" in relation:
        yield relation["where"]
    if relation.get("rows") in ("types", "totals"):
        yield f"now.span = '{relation['span']}'"
        yield "now.breakdown in ({})".format(", ".join(f"'{place}'" for place in _breakdowns(relation)))
        yield f"now.{'total_code' if relation['rows'] == 'totals' else 'benefit_type_code'} is not null"


def _breakdowns(relation: Mapping[str, Any]) -> list[str]:
    named = relation["breakdown"]
    return list(named) if isinstance(named, list) else [named]
