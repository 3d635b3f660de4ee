"""A country's ten years stand; one month has changed: how long until the next publication stands. Without any line: recounts are apart."""

import json
import sys
from datetime import date
from pathlib import Path

from tests.warehouse.many_years import many_years
from tests.warehouse.test_dashboard_speed import published, with_other_amounts

CHANGED = (date(2024, 12, 1), date(2019, 6, 1), date(2024, 6, 1))  # the newest month, one in the middle, one of the newest year


def main(warehouse: Path) -> None:
    """Publish all, then once for each changed month; tells each of these."""
    content = many_years(10)
    published(warehouse, 1, content)
    told = []
    for number, month in enumerate(CHANGED, start=2):
        content = with_other_amounts(content, month)
        taken = published(warehouse, number, content)
        told.append({"wall": taken.seconds, "cpu": taken.cpu, "build": taken.built, "seal": taken.sealed, "flip": taken.flipped})
    sys.stdout.write(json.dumps({"times": told}) + "\n")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
