"""What names a total row: a label that begins with a word of `tables/furniture.csv`, however its letters are spaced.

The one place of the prefix rule: `Jumlah Dibayarkan`, `J U M L A H`, `Total Klaim JHT`, `TOTAL KESELURUHAN (Rp)`. The longest word counts.
"""

import re
from dataclasses import dataclass

import polars as pl

RUNNING = "running total"
COUNT = "count"  # a footer that counts the lines: `41 rows selected.`
OTHER = "other total"  # what is taken off, or left: never a sum of the lines
NAMES_NO_SUM = (RUNNING, OTHER)
GAP = "[^a-z]*"


def bare(text: pl.Expr) -> pl.Expr:
    """Letters in lower case, single spaces between: `SUB-TOTAL 3:` is `sub total`."""
    return text.str.replace_all(r"[^\p{L}]+", " ").str.strip_chars().str.to_lowercase()


def plain(word: str) -> str:
    """The same of a word of the tables."""
    return re.sub(r"[\W\d_]+", " ", word).strip().lower()


@dataclass(frozen=True, slots=True)
class TotalWords:
    """`kinds`: word -> grand total, total, subtotal, running total, COUNT, OTHER. `parts`: words that make it one of some lines only."""

    kinds: dict[str, str]
    parts: tuple[str, ...]

    def begins(self, text: pl.Expr) -> pl.Expr:
        """Whether a label begins with one of the words."""
        return bare(text).str.contains(self._opening()).fill_null(value=False)

    def opens(self, text: str) -> bool:
        """The same of one text."""
        return re.match(self._opening(), plain(text)) is not None

    def beside(self, text: str) -> list[str] | None:
        """The words of a text behind its opening, but for those of totals and their parts; None of a running total or OTHER."""
        said = plain(text)
        opening = re.match(self._opening(), said)
        word = opening.group(1).replace(" ", "") if opening else ""
        if any(_joined(known) == word for known, kind in self.kinds.items() if kind in NAMES_NO_SUM):
            return None
        known = {*self.parts, *(single for known, kind in self.kinds.items() if kind not in NAMES_NO_SUM for single in known.split())}
        return [single for single in said[opening.end() if opening else 0 :].split() if single not in known]

    def is_whole(self, text: pl.Expr) -> pl.Expr:
        """Whether a label is one of the words and nothing more."""
        joined = bare(text).str.replace_all(" ", "", literal=True)
        return joined.is_in([_joined(word) for word in self.kinds]).fill_null(value=False)

    def label(self, text: pl.Expr) -> pl.Expr:
        """The label without any word but those of the table, since the rest may be a name: `total klaim jht`. Null where it is none."""
        words = {_joined(word): word for word in reversed(self.kinds)}  # of two spellings the first
        found = bare(text)
        opening = found.str.extract(self._opening(), 1).str.replace_all(" ", "", literal=True)
        rest = found.str.replace(self._opening(), "").str.extract_all(rf"\b(?:{'|'.join(self._known())})\b").list.join(" ")
        return (opening.replace_strict(words, default=None, return_dtype=pl.String) + " " + rest).str.strip_chars()

    def kind(self, label: pl.Expr) -> pl.Expr:
        """The kind of such a label; a total that names a programme is a subtotal."""
        opening = label.str.extract(self._opening(), 1)
        kind = opening.replace_strict(self.kinds, default=None, return_dtype=pl.String)
        is_of_part = label.str.contains(rf"\b(?:{'|'.join(self.parts)})\b")
        return pl.when((kind == "total") & is_of_part).then(pl.lit("subtotal")).otherwise(kind)

    def may_begin(self, column: str) -> pl.Expr:
        """As good as `begins`, of a column as written, and cheap enough for every line; whole words, for claim numbers may begin alike."""
        shortest = [word for word in self.kinds if not any(word.startswith(f"{other} ") for other in self.kinds)]
        words = "|".join(sorted({GAP.join(_joined(word)) for word in shortest}))
        return pl.col(column).str.contains(rf"(?i)^{GAP}(?:{words})(?:[^a-z]|$)").fill_null(value=False)

    def is_no_claim(self, column: str) -> pl.Expr:
        """Whether a claim cell is a label and no number: `Subtotal JHT`, `Total 8 klaim`; not `TOTAL-001`."""
        return self.is_label(pl.col(column))

    def is_label(self, text: pl.Expr) -> pl.Expr:
        """The same of any text."""
        numbered = text.str.strip_chars().str.contains(r"^\S*[0-9]\S*$").fill_null(value=False)
        return self.begins(text) & ~numbered

    def _opening(self) -> str:
        return rf"^({'|'.join(' ?'.join(_joined(word)) for word in self._longest_first())})(?: |$)"

    def _longest_first(self) -> list[str]:
        return sorted(self.kinds, key=len, reverse=True)

    def _known(self) -> list[str]:
        return sorted({*self.parts, *(single for word in self.kinds for single in word.split())}, key=len, reverse=True)


def _joined(word: str) -> str:
    return word.replace(" ", "")
