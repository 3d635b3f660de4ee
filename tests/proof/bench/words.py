"""What the page says around its tables; how it was measured stands in method.md, why a target is missed in reasons.yaml."""

from pathlib import Path

import yaml

FOLDER = Path(__file__).parent
INTRODUCTION = """Written by `make bench` (`python -m tests.proof.bench`): it installs the peers into an environment of their own, writes
the files with the generator of `claims sample`, and runs everything below on any machine; the machine stands under each table.
`--quick` shows within minutes whether all of it runs; `--only twenty-million` is apart, since it needs 20 GB of disk."""
TARGETS = """Ratios within one run. Time is by the wall clock; CPU seconds stand beside it, for machines with other work to do.
Nothing is warm but what says so."""
WORKBOOKS = """The workbook of a million lines has eleven columns: with all 25 it would have more cells than a workbook may have
(`tables/limits.csv`, workbook_cells)."""
METHOD = (FOLDER / "method.md").read_text(encoding="utf-8")


def reason(target: str) -> str:
    """Why a target is missed, by the profile."""
    reasons: dict[str, str] = yaml.safe_load((FOLDER / "reasons.yaml").read_text(encoding="utf-8")) or {}
    return " ".join(reasons.get(target, "not explained yet").split())
