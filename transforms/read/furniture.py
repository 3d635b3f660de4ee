"""Rows that are no payment lines, recognised by the words of `tables/furniture.csv` and by nothing else.

A row is furniture only if it has no payment date, no claim id (a furniture word may stand in that column) and nothing that
identifies a person, a firm or a payment. An odd row without such a word stays a line, for the rules to judge. Where a total's word
stands in place of the claim id, the row is that total whatever date, programme and status say: only another number makes it a line.
Where it leads a row without date and programme, short counts may stand in what identifies (`TOTAL;40;…`): they count the column.
"""

import re
from collections.abc import Collection
from dataclasses import dataclass

import polars as pl

from transforms.columns import Columns
from transforms.parse.blank import blank_to_null
from transforms.read.header import Header
from transforms.read.total_figures import counting
from transforms.read.total_words import COUNT, OTHER, RUNNING, TotalWords, bare, plain
from transforms.reference import load_table

IDENTIFYING = (
    "payment_id", "original_payment_id", "participant_nik", "participant_kpj", "participant_name", "beneficiary_name",
    "beneficiary_account", "employer_npp", "employer_name", "contingency_date", "submission_date", "determination_date",
    "status", "payment_type",
)  # fmt: skip
NUMBERS = ("payment_id", "original_payment_id", "participant_nik", "participant_kpj", "beneficiary_account")  # a total has none of them
NAMES = ("participant_name", "beneficiary_name", "employer_name")
COUNTABLE = (*NUMBERS, *NAMES, "employer_npp")  # a column that may have its own count below it
FIRMS = ("employer_name", "beneficiary_name")  # TOTAL BANGUN PERSADA: here only the bare word is a total's
LONG_NUMBER = r"(?:[0-9][ .\-]?){8}"  # of a person, an account, a firm
TOTALS = ("grand total", "total", "subtotal", RUNNING)
FURNITURE = pl.Schema({"source_row": pl.UInt32, "kind": pl.String, "amount": pl.String, "label": pl.String})
FEW_CELLS = 3  # a note or a signature line has at most so many filled cells
ENOUGH_HEADINGS = 3
FIGURE = r"^[^\p{L}0-9]*[0-9]"  # a digit before any letter: every date begins so
AMOUNT = r"^[^\p{L}0-9]*(?:(?i:rp|idr)[^\p{L}0-9]*)?[0-9]"  # and every amount, but for its currency
UNLIKE_FIGURES = r"^[^0-9]*\p{L}{4}"  # four letters before any digit: neither a date nor `IDR 1`


@dataclass(frozen=True, slots=True)
class Words:
    """The furniture words: those of totals, and one pattern over lower-case text for what opens a note or a signature."""

    totals: TotalWords
    openers: str

    def may_be_undated(self, header: Header) -> pl.Expr:
        """Which rows to look at: those without a date, and of others those that begin like a total (`41 rows selected.`
        begins like a date, too); all where lines have no date.
        """
        contract = header.contract
        if not contract.day:
            return pl.lit(True)
        return pl.any_horizontal(is_no_figure(contract.day), *map(self.totals.may_begin, (contract.day, *contract.names)))

    def may_be_furniture(self, header: Header) -> pl.Expr:
        """Which undated rows to look at: without claim id, with a total, the heading or a count in its place, or without amount."""
        named = [_may_be_word(blank_to_null(name), header.headings[name], self.totals) for name in header.contract.names]
        counts = map(_is_count, header.contract.names if header.contract.day else ())
        return pl.any_horizontal(*named, *counts, is_no_figure(header.contract.amount, AMOUNT))


def _may_be_word(name: pl.Expr, heading: str, totals: TotalWords) -> pl.Expr:
    """Nothing, a total's word, or the heading again where a line says what it is about."""
    return name.is_null() | totals.begins(name) | (bare(name) == plain(heading))


def is_no_figure(column: str, figure: str = FIGURE) -> pl.Expr:
    """Whether a cell is blank, a word, or a mark: neither a date nor, asked with AMOUNT, an amount."""
    return ~pl.col(column).str.contains(figure).fill_null(value=False)


def load_words() -> Words:
    """The shipped furniture words. Notes end in a colon or stand alone; a place with a day (`Blora, 5 Agustus 2022`) opens a signature."""
    table = load_table("furniture", ["word"], None)
    kinds = {plain(row["word"]): row["kind"] for row in table.iter_rows(named=True)}
    notes, starts = (_either([word for word, kind in kinds.items() if kind in wanted]) for wanted in (("note",), ("signature", "footer")))
    months = _either(list(load_table("month_names", ["name"], None)["name"]))
    openers = rf"^\W*{notes}\s*(?::|$)|^\W*{starts}\b|^[^\d]+,\s*\d{{1,2}} {months} \d{{4}}$"
    parts = tuple(word for word, kind in kinds.items() if kind == "part of a total")
    return Words(TotalWords({word: kind for word, kind in kinds.items() if kind in (*TOTALS, COUNT, OTHER)}, parts), openers)


def recognise(rows: pl.DataFrame, header: Header, words: Words, headers: Collection[int] = (), followed_by: int = 0) -> pl.DataFrame:
    """FURNITURE: those of `rows` (candidates, in file order) that are no payment line; amount: raw text of the amount cell, label: the bare
    words that name a total.

    Kinds: empty (nothing at all), blank (only marks or spaces), header (repeated), grand total, total, subtotal, running total (carried
    forward or brought forward), note, title.
    `headers`: source_rows of repeated headers; `followed_by`: that of the next table's header. What stands right above one is a title.
    """
    if rows.is_empty():  # as in most extracts, and the searches below take longer to be made than to be carried out
        return FURNITURE.to_frame()
    cells = [column for column in rows.columns if column != "source_row"]
    marked = rows.with_columns(_label=_label(cells, words, header.contract), _is_sparse=_is_sparse(cells, words, header.contract))
    titles = _titles(marked.filter("_is_sparse"), cells, {*headers, followed_by} - {0})
    told = marked.select(
        "source_row", kind=_kind(cells, header, words, headers), amount=header.contract.amount, label="_label", is_sparse="_is_sparse"
    ).with_columns(kind=_block())
    told = told.with_columns(kind=pl.when(pl.col("kind").is_null() & _is_in(titles)).then(pl.lit("title")).otherwise("kind"))
    return told.filter(pl.col("kind").is_not_null()).select("source_row", "kind", "amount", "label")


def _titles(rows: pl.DataFrame, cells: list[str], headers: Collection[int]) -> list[int]:
    """Rows right above a header, of these sparse ones: no date, amount, claim id or long number among them, so nothing of a payment."""
    numbered = pl.any_horizontal(pl.col(cell).str.contains(LONG_NUMBER).fill_null(value=False) for cell in cells)
    plain = set(rows.filter(~numbered)["source_row"]) if headers else set()
    titles = []
    for header in headers:
        row = header - 1
        while row in plain:
            titles.append(row)
            row -= 1
    return titles


def _is_in(rows: Collection[int]) -> pl.Expr:
    return pl.col("source_row").is_in(list(rows)) if rows else pl.lit(False)


def _kind(cells: list[str], header: Header, words: Words, headers: Collection[int]) -> pl.Expr:
    """Of rows with `_label` and `_is_sparse`."""
    contract = header.contract
    says_nothing = pl.all_horizontal(~_filled(cell) | _is_word(cell, words) for cell in _spine(contract))
    total = words.totals.kind(pl.col("_label"))
    opens = pl.any_horizontal(_opens(cell, words) for cell in cells)
    is_bare, is_counted = _identifies_nothing(cells, words), _counts_what_identifies(cells, words, contract)
    return (
        pl.when(pl.all_horizontal(pl.col(cell).fill_null("") == "" for cell in cells))
        .then(pl.lit("empty"))
        .when(~pl.any_horizontal(_filled(cell) for cell in cells))
        .then(pl.lit("blank"))
        .when(_is_repeated_header(header) | _is_in(headers))
        .then(pl.lit("header"))
        .when(((says_nothing & is_bare) | _stands_for_name(cells, words, contract) | is_counted) & total.is_in(TOTALS))
        .then(total)
        .when(says_nothing & is_bare & (total == OTHER))
        .then(total)
        .when(_stands_alone(cells, words) & (total == COUNT))
        .then(pl.lit("total"))
        .when(_is_wordy(cells, words, contract) & opens & pl.col("_is_sparse"))
        .then(pl.lit("opener"))
    )


def _spine(contract: Columns) -> list[str]:
    """Where a line says what it is about, and when."""
    return [*contract.names, *([contract.day] if contract.day else [])]


def _label(cells: list[str], words: Words, contract: Columns) -> pl.Expr:
    """What names a total: in place of what a line is about, else in the first cell that is a total's."""
    said = [pl.when(_is_total(cell, words)).then(blank_to_null(cell)) for cell in (*contract.names, *cells)]
    return words.totals.label(pl.coalesce(*said, pl.lit("")))  # of one text, since a label costs a dozen searches


def _stands_for_name(cells: list[str], words: Words, contract: Columns) -> pl.Expr:
    """A total's words where a line says what it is about (its claim id), and no number of a person, an account or a payment beside them."""
    others = [_filled(cell) & ~_is_word(cell, words) for cell in NUMBERS if cell in cells]
    return pl.any_horizontal(map(words.totals.is_no_claim, contract.names)) & ~pl.any_horizontal(pl.lit(False), *others)


def _counts_what_identifies(cells: list[str], words: Words, contract: Columns) -> pl.Expr:
    """A total's words lead the row, and nothing of a line is said but short counts, of claims, payments or persons. Codes may be as short
    as counts: where lines have no date, nothing could tell them from one.
    """
    if not contract.day:
        return pl.lit(False)
    leading = pl.coalesce(blank_to_null(cell) for cell in cells)
    said = [cell for cell in (*_spine(contract), *contract.one_of, *IDENTIFYING) if cell in cells]
    may_count, may_be_word = (*contract.names, *COUNTABLE), (*contract.names, *NUMBERS)
    quiet = [
        ~_filled(cell) | (_is_count(cell) & pl.lit(cell in may_count)) | (_is_total(cell, words) & pl.lit(cell in may_be_word))
        for cell in said
    ]
    return words.totals.is_label(leading) & pl.all_horizontal(quiet)


def _stands_alone(cells: list[str], words: Words) -> pl.Expr:
    """A label, and at most its count in a cell beside it."""
    beside = [_filled(cell) & ~_is_total(cell, words) for cell in cells]
    few = pl.sum_horizontal(other.cast(pl.UInt32) for other in beside) <= 1
    return few & pl.all_horizontal(~other | _is_count(cell) for other, cell in zip(beside, cells, strict=True))


def _is_count(cell: str) -> pl.Expr:
    return blank_to_null(cell).str.contains(rf"(?i)^(?:{counting()})$").fill_null(value=False)


def _is_total(cell: str, words: Words) -> pl.Expr:
    text = blank_to_null(cell)
    return words.totals.is_whole(text) if cell in FIRMS else words.totals.begins(text)


def _block() -> pl.Expr:
    """A signature or note goes on over the sparse rows right below it (names, titles): recognised by the word that opens it."""
    goes_on = pl.col("is_sparse") | pl.col("kind").is_in(["opener", "empty", "blank"])
    breaks = ~goes_on.fill_null(value=False) | (pl.col("source_row").diff() != 1).fill_null(value=True)
    inside = (pl.col("kind") == "opener").fill_null(value=False).cum_max().over(breaks.cum_sum())
    return pl.when(pl.col("kind").is_not_null()).then(pl.col("kind").replace("opener", "note")).when(inside & goes_on).then(pl.lit("note"))


def _is_sparse(cells: list[str], words: Words, contract: Columns) -> pl.Expr:
    """Few cells, none of them a date, a figure or a claim id (which has a digit). A signature may stand in any column."""
    filled = pl.sum_horizontal(_filled(cell).cast(pl.UInt32) for cell in cells)
    is_name = [blank_to_null(name).str.contains(r"^[^\s.]*\d[^\s]*$").fill_null(value=False) for name in contract.names]
    figures = [contract.amount, *([contract.day] if contract.day else [])]
    unlike = [~_has_digit(cell) | pl.col(cell).str.contains(UNLIKE_FIGURES) | _opens(cell, words) for cell in figures]
    return pl.all_horizontal(filled <= FEW_CELLS, *unlike) & ~pl.any_horizontal(is_name)


def _is_repeated_header(header: Header) -> pl.Expr:
    same = [pl.col(name).str.strip_chars() == cell for name, cell in header.headings.items()]
    return pl.sum_horizontal(is_same.fill_null(value=False).cast(pl.UInt32) for is_same in same) >= ENOUGH_HEADINGS


def _is_wordy(cells: list[str], words: Words, contract: Columns) -> pl.Expr:
    """No claim id, date or number of anybody: names may stand beside the word (`Mengetahui | Budi`)."""
    there = [cell for cell in (*_spine(contract), *IDENTIFYING) if cell in cells]
    return pl.all_horizontal(~_filled(cell) | _is_word(cell, words) | ~_has_digit(cell) for cell in there)


def _has_digit(cell: str) -> pl.Expr:
    return pl.col(cell).str.contains("[0-9]").fill_null(value=False)


def _identifies_nothing(cells: list[str], words: Words) -> pl.Expr:
    """Nothing stands in an identifying column but the word itself (totals are often written across merged cells)."""
    there = [cell for cell in IDENTIFYING if cell in cells]
    return ~pl.any_horizontal(pl.lit(False), *(_filled(cell) & ~_is_word(cell, words) for cell in there))


def _is_word(cell: str, words: Words) -> pl.Expr:
    return _is_total(cell, words) | _opens(cell, words)


def _opens(cell: str, words: Words) -> pl.Expr:
    return blank_to_null(cell).str.to_lowercase().str.contains(words.openers).fill_null(value=False)


def _filled(cell: str) -> pl.Expr:
    return blank_to_null(cell).is_not_null()


def _either(words: list[str]) -> str:
    return f"(?:{'|'.join(re.escape(word) for word in words)})"
