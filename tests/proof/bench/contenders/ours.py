"""This pipeline in a warm process, as `claims serve` is one: Prefect's API is up, the engines are imported. All is done and checked."""

import os
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from tests.proof.bench.contenders.contender import Figures, contend
from tests.proof.bench.home import figures_of, home_of, periods_of, rows_read


def run_warm(home: Path, periods: Sequence[str]) -> dict[str, Any]:
    """`claims run`, or `claims backfill` for several months; the report as `--json` shows it."""
    from flows.monthly.command import run

    report = run(home, periods, "run" if len(periods) == 1 else "backfill")
    if report.exit_code:
        raise SystemExit(f"exit code {report.exit_code}: {report.headline}")
    return report.to_dict()


def work(folder: Path, out: Path) -> dict[str, Any]:
    """A new home with these extracts, run."""
    home = home_of(folder, out / "home")
    report = run_warm(home, periods_of(folder))
    figures: Figures = figures_of(home)
    return {"figures": figures, "rows": rows_read(home), "steps": report.get("steps", {})}


def main() -> None:
    """With an API that is up already."""
    import sys

    from flows.orchestrator.api import embedded_api

    os.environ |= {"CLAIMS_RESTATEMENT": "any"}  # late lines may change the months before, however old
    with embedded_api(Path(sys.argv[1]) / "prefect") as api:
        api.wait()
        contend(work)


if __name__ == "__main__":
    main()
