"""calamine alone reads the workbooks, as `polars.read_excel` does: nothing is understood, checked or kept."""

from pathlib import Path
from typing import Any

import fastexcel

from tests.proof.bench.contenders.contender import contend, extracts

TITLES, SIGNATURE = 5, 4  # rows above the headings; below the lines: the total, an empty one, and who signs


def work(folder: Path, _: Path) -> dict[str, Any]:
    """All cells of the first sheet, in Arrow's columns of text."""
    rows = 0
    for _, path in extracts(folder):
        sheet = fastexcel.read_excel(str(path)).load_sheet(0, header_row=TITLES, dtypes="string")
        rows += sheet.to_polars().height - SIGNATURE
    return {"rows": rows}


if __name__ == "__main__":
    contend(work)
