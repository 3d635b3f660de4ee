"""Comments of every mart and its columns as SQL, and their texts in both languages, from the metrics file."""

import csv
import io
from collections.abc import Iterator

from warehouse.metrics import Metrics, Text
from warehouse.views import HEADING


def comments_sql(metrics: Metrics) -> str:
    """`comment on` for every mart and column; columns of a view do not inherit those of what it reads."""
    return HEADING + "".join(f"\n{line}" for name in metrics.relations for line in _comments(metrics, name)) + "\n"


def descriptions_csv(metrics: Metrics) -> str:
    """relation, column (blank: the mart itself), what it is in Indonesian; of a measure its unit and how it may be added up."""
    out = io.StringIO()
    rows = csv.writer(out, lineterminator="\n")
    rows.writerow(["table_name", "column_name", "description_id", "unit", "additivity"])
    for name in metrics.relations:
        for column, text in described(metrics, name):
            measure = metrics.measure(name, column) if column else None
            rows.writerow([name, column, text.id, *((measure.unit.en, measure.additivity) if measure else (None, None))])
    return out.getvalue()


def described(metrics: Metrics, relation: str) -> Iterator[tuple[str | None, Text]]:
    """What a mart is (column None), and each of its columns."""
    yield None, metrics.described(relation)
    for column in metrics.columns(relation):
        yield column, metrics.comment(relation, column)


def _comments(metrics: Metrics, name: str) -> Iterator[str]:
    kind = metrics.relations[name].get("kind", "view")
    for column, text in described(metrics, name):
        quoted = text.en.replace("'", "''")
        yield (
            f"comment on {kind} mart.{name} is '{quoted}';" if column is None else f"comment on column mart.{name}.{column} is '{quoted}';"
        )
