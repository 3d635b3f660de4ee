"""What the cells of a column look like: how many of them could be what a canonical column holds. Shapes for proposals, not for reading."""

import re
from collections.abc import Collection, Mapping, Sequence
from functools import cache

from transforms.columns import CODED_COLUMNS
from transforms.parse.blank import SPACES
from transforms.read.headings import bare
from transforms.reference import load_table

WORDY = 0.5  # how far a column of unknown words speaks for one of codes
DATE = r"\d{1,4}([-/.]\d{1,2}|[-/. ]+[^\W\d_]{3,}\.?)[-/., ]+\d{2,4}([ T].*)?|[2-7]\d{4}"  # five digits: a day number of Excel
# No payment is below a thousand rupiah: numbers of one to three digits alone count something else.
MONEY = r"(rp\.?|idr)?\s*[-(]?\s*(rp\.?)?\s*(0|[1-9]\d{3,14}|[1-9]\d{0,2}[.,]\d+)([.,]\d+)*(,-+)?\)?|nihil"
SOME_ID = r"(?=.*\d)[\w./\-\\ ]{1,40}"
# What each column holds (domain.md §3); the others hold words.
SHAPES = {
    "payment_date": DATE,
    "submission_date": DATE,
    "determination_date": DATE,
    "contingency_date": DATE,
    "amount_paid_idr": MONEY,
    "participant_nik": r"\d{16}|\d[.,]\d+e\+?\d+",
    "participant_kpj": r"(?=.*\d)[0-9a-z]{11}",
    "participant_name": r"[^\W\d_][^\d]+",
    "beneficiary_name": r"[^\W\d_][^\d]+",
    "employer_name": r"[^\W\d_].*",
    "beneficiary_account": r"\d[\d \-.]{5,22}",
    "employer_npp": r"(?=.*\d)[0-9a-z]{6,10}",
    "claim_id": SOME_ID,
    "payment_id": SOME_ID,
    "original_payment_id": SOME_ID,
    "regency_code": r"\d\d\.?\d\d",
    "branch_code": r"[0-9a-z]{1,6}",
}
TELLING = ("participant_nik", *CODED_COLUMNS)  # a shape or words that nothing else has


def filled(cells: Sequence[str | None]) -> list[str]:
    """The cells with something in them, marks of absence left out."""
    texts = [(cell or "").strip(SPACES) for cell in cells]
    return [text for text in texts if text not in _blank_marks()]


def fit(canonical: str, texts: Collection[str]) -> float:
    """The share of these texts (at least one) that could stand in this column. Dates are no amounts, ids or names."""
    known = _code_words().get(canonical, frozenset())
    return sum(_fits(canonical, text, known) for text in texts) / len(texts)


def _fits(canonical: str, text: str, known: Collection[str]) -> float:
    if bare(text) in known:
        return 1.0
    if shape := SHAPES.get(canonical):
        is_date_elsewhere = shape not in (DATE, MONEY) and bool(re.search(r"[-/. ]", text)) and _is(DATE, text)
        return float(_is(shape, text) and not is_date_elsewhere)
    return WORDY if re.match(r"[^\W\d_]", text) else 0.0


def _is(shape: str, text: str) -> bool:
    return re.fullmatch(shape, text, re.IGNORECASE) is not None


@cache
def _blank_marks() -> frozenset[str]:
    return frozenset(("", *load_table("blank_marks", ["mark"], None)["mark"]))


@cache
def _code_words() -> Mapping[str, frozenset[str]]:
    """Coded column -> the words that are codes of it, bare, as shipped."""
    aliases = load_table("aliases", ["column", "raw"], None)
    tables = {column: load_table(table, [code], None)[code].to_list() for column, (table, code) in CODED_COLUMNS.items()}
    own = {column: [row["raw"] for row in aliases.iter_rows(named=True) if row["column"] == column] for column in tables}
    return {column: frozenset(map(bare, [*codes, *own[column]])) for column, codes in tables.items()}
