"""Small extracts in any format, for tests of what several arrivals mean together."""

from decimal import Decimal
from typing import Literal

from tests.acceptance.extracts import Table, csv_bytes, parquet_bytes, xlsx_bytes

Format = Literal["csv", "xlsx", "parquet"]
FORMATS: tuple[Format, ...] = ("csv", "xlsx", "parquet")
HEADINGS = ("KODE KLAIM", "NO PEMBAYARAN", "PROGRAM", "KPJ", "TGL BAYAR", "NOMINAL", "STATUS")


def extract(file_format: Format, *payments: tuple[str, str, str, str]) -> bytes:
    """An extract of these payments: number, programme, ISO date, whole rupiah."""
    rows = tuple((f"K-{number}", number, programme, "10000000001", day, amount, "DIBAYAR") for number, programme, day, amount in payments)
    table = Table(HEADINGS, rows)
    if file_format == "csv":
        return csv_bytes(table)
    return parquet_bytes(table, NOMINAL=Decimal) if file_format == "parquet" else xlsx_bytes({"JULI": table.cells(NOMINAL=Decimal)})
