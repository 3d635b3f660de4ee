"""The Superset bundle: database, datasets with metrics, charts and a dashboard as importable YAML, from the metrics file.

The form is that of Superset 6's own export, version 1.0.0. Every uuid is made from a name, so that importing again updates.
"""

import io
import zipfile
from collections.abc import Iterator, Mapping, Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import Any
from uuid import NAMESPACE_URL, uuid5

import duckdb
import yaml

from warehouse.charts import chart, dashboard
from warehouse.errors import PathNotForUri
from warehouse.metrics import Metrics
from warehouse.statements import apply_schema

Types = Mapping[str, Mapping[str, str]]

VERSION = "1.0.0"
DATABASE = "Claims warehouse"
ANYWHERE = "duckdb:////path/to/home/warehouse/current/claims.duckdb"  # in the committed tree; a home writes its own
OPTIONS = "?access_mode=read_only&enable_external_access=false&lock_configuration=true"
MADE = datetime(2022, 8, 1, tzinfo=UTC)  # a bundle does not change by being made again


def uri_of(file: Path) -> str:
    """How Superset opens the file that `current` leads to: read-only, nothing outside it, and no setting to be changed.

    Raises PathNotForUri.
    """
    if "?" in str(file):
        raise PathNotForUri(file)
    return f"duckdb:///{file}{OPTIONS}"


def column_types() -> Types:
    """The type of every column of mart, by relation, as DuckDB has them."""
    with duckdb.connect() as connection:
        apply_schema(connection)
        rows = connection.execute(
            "select table_name, column_name, data_type from duckdb_columns() where schema_name = 'mart' order by table_name, column_index"
        ).fetchall()
    found: dict[str, dict[str, str]] = {}
    for table, column, data_type in rows:
        found.setdefault(table, {})[column] = data_type
    return found


def bundle_files(metrics: Metrics, types: Types, uri: str, language: str = "en") -> dict[str, str]:
    """The files of the bundle by path."""
    files = {"metadata.yaml": {"version": VERSION, "timestamp": MADE.isoformat()}}  # no type: either importer takes it
    files["databases/claims_warehouse.yaml"] = _database(uri)
    shown = datasets(metrics)
    for name in shown:
        files[f"datasets/claims_warehouse/{name}.yaml"] = _dataset(metrics, types[name], name, language)
    charts = [chart(metrics, one, language, uuid_of) for one in metrics.raw["dashboard"]["charts"]]
    for one, content in zip(metrics.raw["dashboard"]["charts"], charts, strict=True):
        files[f"charts/{one['name']}.yaml"] = content
    files["dashboards/claims.yaml"] = dashboard(metrics, language, uuid_of)
    return {path: yaml.safe_dump(content, sort_keys=False, allow_unicode=True, width=1000) for path, content in files.items()}


def zipped(files: Mapping[str, str]) -> bytes:
    """The bundle as Superset takes it: everything below one folder."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for path, text in files.items():
            archive.writestr(zipfile.ZipInfo(f"claims/{path}", MADE.timetuple()[:6]), text)
    return out.getvalue()


def datasets(metrics: Metrics) -> list[str]:
    """The marts that become datasets: those for people who look, not vintages, lags and estimates."""
    return [name for name, one in metrics.relations.items() if one.get("dataset", "rows" in one)]


def uuid_of(kind: str, name: str) -> str:
    """The same uuid for the same thing, always."""
    return str(uuid5(NAMESPACE_URL, f"claims-pipeline/superset/{kind}/{name}"))


def _database(uri: str) -> dict[str, Any]:
    return {
        "database_name": DATABASE,
        "sqlalchemy_uri": uri,
        "cache_timeout": 60,
        "expose_in_sqllab": True,
        "allow_run_async": False,
        "allow_ctas": False,
        "allow_cvas": False,
        "allow_dml": False,
        "allow_csv_upload": False,
        "extra": {"allows_virtual_table_explore": True, "metadata_params": {}, "engine_params": {}},
        "uuid": uuid_of("database", "claims"),
        "version": VERSION,
    }


def _dataset(metrics: Metrics, types: Mapping[str, str], name: str, language: str) -> dict[str, Any]:
    dates = [column for column, data_type in types.items() if data_type == "DATE"]
    return {
        "table_name": name,
        "main_dttm_col": dates[0] if dates else None,
        "description": metrics.described(name).told(language),
        "default_endpoint": None,
        "offset": 0,
        "cache_timeout": None,
        "catalog": None,
        "schema": "mart",
        "sql": None,
        "params": None,
        "template_params": None,
        "filter_select_enabled": True,
        "fetch_values_predicate": None,
        "extra": None,
        "normalize_columns": False,
        "always_filter_main_dttm": False,
        "uuid": uuid_of("dataset", name),
        "metrics": list(_metrics(metrics, name, types, language)),
        "columns": [_column(metrics, name, column, data_type, language) for column, data_type in types.items()],
        "version": VERSION,
        "database_uuid": uuid_of("database", "claims"),
    }


def _metrics(metrics: Metrics, relation: str, types: Mapping[str, str], language: str) -> Iterator[dict[str, Any]]:
    for name in metrics.raw["metrics"]:
        measure = metrics.measure(relation, name) if name in types else None
        if measure is not None and measure.label is not None:
            alone = [] if measure.sum_if is not None else [metrics.raw["alone"][language]]
            yield {
                "metric_name": name,
                "verbose_name": measure.label.told(language),
                "metric_type": None,
                "expression": aggregate(name, measure.sum_if),
                "description": measure.comment.told(language),
                "d3format": number_format(measure.unit.en),
                "currency": None,
                "extra": {},
                "warning_text": ". ".join([measure.rule.told(language), *alone]) + ".",
            }


def aggregate(column: str, sum_if: Sequence[str] | None) -> str:
    """A measure's SQL over rows. It shows nothing where they overlap, such as both totals, and of several rows where it is never summed."""
    if sum_if is None:
        return f"case when count(*) = 1 then max({column}) end"
    total = f"sum({column})"
    return f"case when {' and '.join(sum_if)} then {total} end" if sum_if else total


def number_format(unit: str) -> str:
    """Percent and averages with decimals, everything else in whole numbers."""
    return ",.2f" if unit in ("percent", "rupiah per claim") else ",.0f"


def _column(metrics: Metrics, relation: str, column: str, data_type: str, language: str) -> dict[str, Any]:
    measure = metrics.measure(relation, column)
    label = measure.label if measure else None
    return {
        "column_name": column,
        "verbose_name": label.told(language) if label else None,
        "is_dttm": data_type == "DATE",
        "is_active": True,
        "type": data_type,
        "advanced_data_type": None,
        "groupby": label is None,
        "filterable": True,
        "expression": None,
        "description": metrics.comment(relation, column).told(language),
        "python_date_format": None,
        "extra": {},
    }
