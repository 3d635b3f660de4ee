"""`python -m warehouse.generate`: write anew what comes from the metrics file."""

from collections.abc import Mapping
from pathlib import Path

from warehouse.bundle import ANYWHERE, OPTIONS, bundle_files, column_types
from warehouse.comments import comments_sql, descriptions_csv
from warehouse.dictionary import dictionary_page
from warehouse.metrics import Metrics, metrics
from warehouse.views import views_sql

ROOT = Path(__file__).parent.parent


def generated() -> Mapping[Path, str]:
    """Every generated file, by its path from the root of the repository."""
    known = metrics()
    types = column_types()
    bundle = bundle_files(known, types, ANYWHERE + OPTIONS)
    return {
        **_schema(known),
        Path("warehouse/tables/descriptions.csv"): descriptions_csv(known),
        Path("docs/data-dictionary.md"): dictionary_page(known, types),
        **{Path("warehouse/superset") / path: text for path, text in bundle.items()},
    }


def main() -> None:
    """Write those that differ; the schema first, for the types of columns are read from it."""
    _write(_schema(metrics()))
    _write(generated())


def _schema(known: Metrics) -> Mapping[Path, str]:
    return {
        Path("warehouse/schema/50_mart_views.sql"): views_sql(known),
        Path("warehouse/schema/90_comments.sql"): comments_sql(known),
    }


def _write(files: Mapping[Path, str]) -> None:
    for path, text in files.items():
        file = ROOT / path
        file.parent.mkdir(parents=True, exist_ok=True)
        if not file.exists() or file.read_text(encoding="utf-8") != text:
            file.write_text(text, encoding="utf-8")
            print(path)  # noqa: T201


if __name__ == "__main__":
    main()
