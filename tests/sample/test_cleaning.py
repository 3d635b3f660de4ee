"""The pipeline's findings against the faults planted, both ways: none unplanned, none unfound."""

from datetime import date
from pathlib import Path
from typing import Any

import polars as pl
import pytest

from flows.sample.plan import SamplePlan
from tests.sample.oracle import sample
from transforms.decisions import UNDECIDED
from transforms.errors import ExtractRefused
from transforms.manifest import parse_manifest
from transforms.part import clean_extract
from transforms.read.shapes import ExtractFile
from transforms.vocabulary.load import load

ACROSS_EXTRACTS = {"XD01", "XS01", "LT01"}
Places = set[tuple[Any, ...]]


def findings(home: Path) -> Places:
    vocabulary = load(home / "reference")
    found: Places = set()
    for path in sorted((home / "landing").glob("*/*/*")):
        if not path.name.endswith(".manifest.yaml"):
            found |= findings_of(path, home, vocabulary)
    return found


def findings_of(path: Path, home: Path, vocabulary: Any) -> Places:
    name = str(path.relative_to(home / "landing"))
    period, _sender, file_name = name.split("/")
    manifest = path.with_name(f"{file_name}.manifest.yaml")
    target = home / "findings.parquet"
    try:
        clean_extract(
            ExtractFile(path, file_name, file_name.split(".", 1)[1]),
            decisions=UNDECIDED,
            period=date.fromisoformat(f"{period}-01"),
            manifest=parse_manifest(manifest.read_text(encoding="utf-8"), manifest.name) if manifest.exists() else None,
            vocabulary=vocabulary,
            pseudonym_key=b"k" * 32,
            workspace=home,
            lines_path=home / "lines.parquet",
            findings_path=target,
            quarantine_share_limit=0.25,
        )
    except ExtractRefused as refused:
        return {(name, None, None, refused.code, "refused")}
    rows = pl.read_parquet(target).select("sheet", "source_row", "code", "outcome").iter_rows()
    return {(name, *row) for row in rows}


@pytest.mark.parametrize(
    "plan",
    [
        SamplePlan(date(2022, 6, 1), date(2022, 7, 1), senders=7, rows=700, seed=31),
        SamplePlan(date(2021, 3, 1), date(2021, 4, 1), senders=4, rows=300, seed=32, messy=True),
        SamplePlan(date(2022, 1, 1), date(2022, 7, 1), seed=33, profile="blora"),
    ],
    ids=["national", "messy", "blora"],
)
def test_the_findings_are_the_faults_that_were_planted(tmp_path: Path, plan: SamplePlan) -> None:
    _, truth = sample(tmp_path, plan)
    keys = ("file", "sheet", "row", "code", "outcome")
    planted = {tuple(fault[key] for key in keys) for fault in truth["faults"] if fault["code"] not in ACROSS_EXTRACTS}
    assert findings(tmp_path) == planted
