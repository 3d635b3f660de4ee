"""The charts and the dashboard of the Superset bundle."""

import json
from collections.abc import Callable, Mapping
from typing import Any

from warehouse.metrics import Metrics

Uuid = Callable[[str, str], str]
VIZ = {
    "number": "big_number",
    "bars": "echarts_timeseries_bar",
    "lines": "echarts_timeseries_line",
    "ranking": "echarts_timeseries_bar",
    "table": "table",
}
ROWS = 1000
RANKED = 20
HEIGHT = {"number": 24, "table": 60}  # in rows of 8 pixels
OTHERWISE = 50
COLUMNS = 12  # of the dashboard's grid


def chart(metrics: Metrics, one: Mapping[str, Any], language: str, uuid: Uuid) -> dict[str, Any]:
    """One chart: what it shows (params) and what it asks (query_context), so that REST answers as the browser does."""
    params = _params(metrics, one)
    return {
        "slice_name": one["title"][language],
        "description": metrics.described(one["relation"]).told(language),
        "certified_by": None,
        "certification_details": None,
        "viz_type": VIZ[one["kind"]],
        "params": params,
        "query_context": json.dumps(_query_context(metrics, one, params), sort_keys=True),
        "cache_timeout": None,
        "uuid": uuid("chart", one["name"]),
        "version": "1.0.0",
        "dataset_uuid": uuid("dataset", one["relation"]),
    }


def dashboard(metrics: Metrics, language: str, uuid: Uuid) -> dict[str, Any]:
    """The dashboard: its charts in rows of twelve columns."""
    told = metrics.raw["dashboard"]
    return {
        "dashboard_title": told["title"][language],
        "description": told["description"][language],
        "css": "",
        "slug": told["slug"],
        "certified_by": None,
        "certification_details": None,
        "published": True,
        "uuid": uuid("dashboard", told["slug"]),
        "position": _position(told, language, uuid),
        "metadata": {
            "color_scheme": "supersetColors",
            "refresh_frequency": 0,
            "expanded_slices": {},
            "label_colors": {},
            "timed_refresh_immune_slices": [],
        },
        "version": "1.0.0",
    }


def _params(metrics: Metrics, one: Mapping[str, Any]) -> dict[str, Any]:
    kind = one["kind"]
    shared = {"viz_type": VIZ[kind], "adhoc_filters": _filters(one), "row_limit": ROWS, "annotation_layers": []}
    match kind:
        case "number":
            return {
                **shared,
                "metric": one["metric"],
                "x_axis": _time(metrics, one),
                "time_grain_sqla": None,
                "y_axis_format": ",.0f",
                "show_trend_line": True,
                "start_y_axis_at_zero": True,
                "header_font_size": 0.4,
                "subheader_font_size": 0.15,
            }
        case "bars" | "lines":
            return {
                **shared,
                "x_axis": _time(metrics, one),
                "time_grain_sqla": None,
                "metrics": [one["metric"]],
                "groupby": [one["by"]],
                "x_axis_time_format": "%Y-%m",
                "y_axis_format": "SMART_NUMBER",
                "show_legend": True,
                "legendType": "scroll",
                "rich_tooltip": True,
                "stack": "Stack" if kind == "bars" else None,
                "order_desc": True,
                "truncateYAxis": False,
            }
        case "ranking":
            return {
                **shared,
                "x_axis": one["by"],
                "metrics": [one["metric"]],
                "groupby": [],
                "orientation": "horizontal",
                "x_axis_sort": one["metric"],
                "x_axis_sort_asc": True,
                "row_limit": RANKED,
                "y_axis_format": "SMART_NUMBER",
                "show_legend": False,
                "order_desc": True,
            }
        case _:
            return {
                **shared,
                "query_mode": "raw",
                "all_columns": one["columns"],
                "order_by_cols": [json.dumps([one["columns"][0], False])],
                "server_page_length": 25,
                "table_timestamp_format": "%Y-%m-%d",
            }


def _query_context(metrics: Metrics, one: Mapping[str, Any], params: Mapping[str, Any]) -> dict[str, Any]:
    """The importer puts the dataset's own number in the place of 0."""
    is_table = one["kind"] == "table"
    time = [] if is_table or one["kind"] == "ranking" else [_time(metrics, one)]
    by = [one["by"]] if "by" in one else []
    measured = [] if is_table else [one["metric"]]
    query = {
        "columns": one["columns"] if is_table else [*time, *by],
        "metrics": measured,
        "filters": [{"col": name, "op": "==", "val": value} for name, value in one.get("where", {}).items()],
        "orderby": [[one["columns"][0], False]] if is_table else [[time[0], True]] if time else [[one["metric"], False]],
        "row_limit": params["row_limit"],
        "extras": {},
        "annotation_layers": [],
        "is_timeseries": False,
    }
    if is_table:
        del query["metrics"]
    return {
        "datasource": {"id": 0, "type": "table"},
        "force": False,
        "queries": [query],
        "form_data": dict(params),
        "result_format": "json",
        "result_type": "full",
    }


def _time(metrics: Metrics, one: Mapping[str, Any]) -> str:
    """The column of a mart that is its time: the first."""
    return metrics.columns(one["relation"])[0]


def _filters(one: Mapping[str, Any]) -> list[dict[str, Any]]:
    return [
        {"expressionType": "SIMPLE", "clause": "WHERE", "subject": name, "operator": "==", "operatorId": "EQUALS", "comparator": value}
        for name, value in one.get("where", {}).items()
    ]


def _position(told: Mapping[str, Any], language: str, uuid: Uuid) -> dict[str, Any]:
    found: dict[str, Any] = {
        "DASHBOARD_VERSION_KEY": "v2",
        "ROOT_ID": {"type": "ROOT", "id": "ROOT_ID", "children": ["GRID_ID"]},
        "HEADER_ID": {"type": "HEADER", "id": "HEADER_ID", "meta": {"text": told["title"][language]}},
    }
    rows = _rows(told["charts"])
    names = [f"ROW-{number}" for number in range(len(rows))]
    found["GRID_ID"] = {"type": "GRID", "id": "GRID_ID", "children": names, "parents": ["ROOT_ID"]}
    for name, charts in zip(names, rows, strict=True):
        above = ["ROOT_ID", "GRID_ID"]
        inside = [f"CHART-{one['name']}" for one in charts]
        found[name] = {"type": "ROW", "id": name, "children": inside, "parents": above, "meta": {"background": "BACKGROUND_TRANSPARENT"}}
        for key, one in zip(inside, charts, strict=True):
            meta = {
                "width": one["width"],
                "height": HEIGHT.get(one["kind"], OTHERWISE),
                "chartId": 0,  # the importer's own number takes its place, found by the uuid
                "sliceName": one["title"][language],
                "uuid": uuid("chart", one["name"]),
            }
            found[key] = {"type": "CHART", "id": key, "children": [], "parents": [*above, name], "meta": meta}
    return found


def _rows(charts: list[dict[str, Any]]) -> list[list[dict[str, Any]]]:
    """Charts side by side as long as they fit in twelve columns."""
    rows: list[list[dict[str, Any]]] = []
    for one in charts:
        if rows and sum(other["width"] for other in rows[-1]) + one["width"] <= COLUMNS:
            rows[-1].append(one)
        else:
            rows.append([one])
    return rows
