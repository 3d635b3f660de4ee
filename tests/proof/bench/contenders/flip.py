"""A country's ten years stand; one month has changed: how long until the next publication stands. Without any line: recounts are apart."""

import json
import sys
import time
from dataclasses import replace
from datetime import date
from pathlib import Path

import polars as pl

from tests.proof.bench.contenders.contender import cpu_seconds
from tests.warehouse.drawn_content import record
from tests.warehouse.many_years import many_years
from warehouse.candidate import build
from warehouse.content import CandidateContent
from warehouse.publish import publish, standing_file

CHANGED = date(2024, 6, 1)
FRAMES = ("region_month", "benefit_month", "programme_month", "year_to_date", "rollup")
SEN = 100


def main(warehouse: Path, times: int) -> None:
    """Publish once, then again and again with another month's change; tells each further time's seconds."""
    content = many_years(10, seed=1)
    told: list[dict[str, float]] = []
    for number in range(1, times + 2):
        content = with_change(content) if number > 1 else content
        began, cpu_began = time.monotonic(), cpu_seconds()
        candidate = build(warehouse / "publications" / ".candidate", content, record(number, number - 1 or None), standing_file(warehouse))
        built = time.monotonic()
        candidate.seal()
        sealed = time.monotonic()
        publish(warehouse, warehouse / "publications" / ".candidate", number)
        ended = time.monotonic()
        took = {
            "wall": ended - began,
            "cpu": cpu_seconds() - cpu_began,
            "build": built - began,
            "seal": sealed - built,
            "flip": ended - sealed,
        }
        told += [took] if number > 1 else []
    sys.stdout.write(json.dumps({"times": told}) + "\n")


def with_change(content: CandidateContent) -> CandidateContent:
    """A rupiah more in every cell of one month."""
    amount = pl.col("amount_paid_sen")
    more = pl.when(pl.col("period") == CHANGED).then(amount + SEN).otherwise(amount)
    return replace(content, **{name: getattr(content, name).with_columns(amount_paid_sen=more) for name in FRAMES})


if __name__ == "__main__":
    main(Path(sys.argv[1]), int(sys.argv[2]))
