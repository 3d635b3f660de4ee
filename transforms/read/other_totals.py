"""Totals that are none of the lines above them: words that say of which other lines, or of which other measure, a figure is.

They stand in `tables/other_totals.csv`; so do, for lines that were not paid, the words of a status that is no payment. Such a total is told
and not compared: `Jumlah s/d bulan lalu`, `TOTAL BRUTO`, `TOTAL DITOLAK`.
"""

from functools import cache

from transforms.read.contrary_words import unpaid_words
from transforms.read.total_words import plain
from transforms.reference import load_table

MEASURE, UNPAID = "another measure", "lines that were not paid"


def of_what_else(said: str, heading: str) -> str:
    """Of which other lines or measure a total with these words is; '' where nothing says so. The amount's own is no other."""
    text, own = f" {plain(said)} ", f" {plain(heading)} "
    for word, of, but_with in _words():
        is_own = (but_with and but_with in text) or (of == MEASURE and word in own)
        if word in text and not is_own:
            return of
    return ""


@cache
def _words() -> tuple[tuple[str, str, str], ...]:
    """Each word as it is spoken, of what it makes a total, and the word beside which it does not ('' for none)."""
    table = load_table("other_totals", ["word"], None)
    shipped = [(row["word"], row["of"], row["but_with"]) for row in table.iter_rows(named=True)]
    unpaid = [(word, UNPAID, None) for word in unpaid_words("unpaid", "unpaid heading")]
    return tuple((f" {plain(word)} ", of, f" {plain(but_with)} " if but_with else "") for word, of, but_with in (*shipped, *unpaid))
