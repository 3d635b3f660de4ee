"""`python -m warehouse.generate`: write anew what comes from the metrics file."""

from collections.abc import Mapping
from pathlib import Path

from warehouse.comments import comments_sql, descriptions_csv
from warehouse.metrics import metrics
from warehouse.views import views_sql

ROOT = Path(__file__).parent.parent


def generated() -> Mapping[Path, str]:
    """Every generated file, by its path from the root of the repository."""
    known = metrics()
    return {
        Path("warehouse/schema/50_mart_views.sql"): views_sql(known),
        Path("warehouse/schema/90_comments.sql"): comments_sql(known),
        Path("warehouse/tables/descriptions.csv"): descriptions_csv(known),
    }


def main() -> None:
    """Write those that differ."""
    for path, text in generated().items():
        file = ROOT / path
        file.parent.mkdir(parents=True, exist_ok=True)
        if not file.exists() or file.read_text(encoding="utf-8") != text:
            file.write_text(text, encoding="utf-8")
            print(path)  # noqa: T201


if __name__ == "__main__":
    main()
