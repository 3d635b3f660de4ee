"""How each sender writes: format, headings, amounts, dates, columns it leaves out. Fixed by the sender's number."""

from dataclasses import dataclass, replace

from flows.sample.tables import rows

MOST_WORKBOOK_LINES = 5_000  # beyond this no office sends a workbook, and writing one takes seconds
NO_PAYMENT_ID = frozenset({"payment_id", "payment_type", "original_payment_id"})


@dataclass(frozen=True, slots=True)
class Dialect:
    """One sender's habits. `text_*` hold in CSV; a workbook has numbers and date cells (or serials), Parquet has types."""

    file_format: str
    spelling: str  # a column of tables/headings.csv
    text_amount: str  # rupiah: Rp 1.234.567,00 | plain: 1234567 | english: 1,234,567.00
    text_date: str  # slash | dash | iso | oracle: 22-SEP-2023 | indonesian: 12 Agt 2022
    separator: str = ","
    encoding: str = "utf-8"
    line_end: str = "\n"
    date_cell: str = "date"  # date | serial
    without: frozenset[str] = frozenset()
    long_words: bool = False
    dotted: bool = False  # 33.16, else 3316
    broken_notes: bool = False  # KETERANGAN with a line break now and then
    splits: bool = False  # several files in some months

    @property
    def columns(self) -> list[str]:
        """Canonical columns, in the order of the file."""
        return [row["column"] for row in rows("headings") if row["column"] not in self.without]

    @property
    def headings(self) -> dict[str, str]:
        """Canonical column -> heading as this sender writes it."""
        return {row["column"]: row[self.spelling] for row in rows("headings") if row["column"] not in self.without}

    @property
    def has_sen(self) -> bool:
        """Whether its amounts can show sen."""
        return self.text_amount != "plain"

    @property
    def is_typed(self) -> bool:
        """Whether amounts and dates are typed by the file itself."""
        return self.file_format in ("xlsx", "parquet")

    def has(self, *columns: str) -> bool:
        """Whether every one of these columns is in its files."""
        return not self.without.intersection(columns)


DIALECTS = (
    Dialect("csv", "upper", "rupiah", "slash", ";", "utf-8-sig", "\r\n", dotted=True, splits=True),
    Dialect("xlsx", "title", "plain", "dash"),
    Dialect("csv.gz", "snake", "english", "oracle", ";", "cp1252", "\r\n", without=NO_PAYMENT_ID | {"programme_code"}, long_words=True),
    Dialect("parquet", "snake", "plain", "iso", without=frozenset({"benefit_type_code", "status", "row_no"})),
    Dialect("csv", "title", "plain", "iso", long_words=True, broken_notes=True),
    Dialect("csv", "upper", "english", "indonesian", "\t", dotted=True, splits=True),
    Dialect("xlsx", "upper", "rupiah", "slash", ";", "cp1252", "\r\n", date_cell="serial", without=NO_PAYMENT_ID),
)


def dialect_of(number: int, rows_per_extract: int, formats: tuple[str, ...] | None) -> Dialect:
    """The dialect of sender `number` (from 1). A workbook gives way to CSV for large extracts, unless `formats` demands it."""
    own = DIALECTS[(number - 1) % len(DIALECTS)]
    if formats:
        return replace(own, file_format=formats[(number - 1) % len(formats)])
    too_large = own.file_format == "xlsx" and rows_per_extract > MOST_WORKBOOK_LINES
    return replace(own, file_format="csv") if too_large else own
