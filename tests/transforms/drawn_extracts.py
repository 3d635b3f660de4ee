"""Small extracts of any format from rows of cells, and what cleaning makes of them."""

from collections.abc import Sequence
from datetime import date
from pathlib import Path

import polars as pl
import xlsxwriter

from tests.transforms.judging import vocabulary
from transforms.decisions import UNDECIDED, Decisions
from transforms.ledger import Ledger
from transforms.manifest import Manifest, parse_manifest
from transforms.part import clean_extract
from transforms.read.shapes import ExtractFile

JULY = date(2022, 7, 1)
Cell = str | float | None  # a number is typed as one where the format has types
Rows = Sequence[Sequence[Cell]]


def write(path: Path, file_format: str, *sheets: Rows) -> Path:
    """The rows, headings first, as they stand; sheets beyond the first in a workbook only."""
    match file_format:
        case "csv":
            path.write_text("".join(";".join(_text(cell) for cell in row) + "\n" for row in sheets[0]), encoding="utf-8")
        case "xlsx":
            _write_workbook(path, sheets)
        case "parquet":
            names, *rows = sheets[0]
            width = len(names)
            texts = [[_text(cell) or None for cell in row] + [None] * (width - len(row)) for row in rows]
            pl.DataFrame(texts, schema={str(name): pl.String for name in names}, orient="row").write_parquet(path)
    return path


def _text(cell: Cell) -> str:
    return "" if cell is None else str(cell)


def _write_workbook(path: Path, sheets: Sequence[Rows]) -> None:
    with xlsxwriter.Workbook(str(path)) as book:
        for rows in sheets:
            sheet = book.add_worksheet()
            for number, row in enumerate(rows):
                for column, cell in enumerate(row):
                    if isinstance(cell, int | float):
                        sheet.write_number(number, column, cell)
                    elif cell:
                        sheet.write_string(number, column, cell)


def cleaned(
    folder: Path, path: Path, file_format: str, manifest: str | Manifest | None = None, *, decisions: Decisions = UNDECIDED
) -> Ledger:
    """The ledger; `lines.parquet` and `findings.parquet` lie in the folder. Raises ExtractRefused, but for no share of lines set aside."""
    return clean_extract(
        ExtractFile(path, f"klaim.{file_format}", file_format),
        period=JULY,
        manifest=parse_manifest(manifest, "klaim.manifest.yaml") if isinstance(manifest, str) else manifest,
        decisions=decisions,
        vocabulary=vocabulary(),
        pseudonym_key=bytes(32),
        workspace=folder,
        lines_path=folder / "lines.parquet",
        findings_path=folder / "findings.parquet",
        quarantine_share_limit=1.0,
    )
