"""What each word of the word tables means today, and so what the words mean that an extract was met with.

A *kind* is a table of words as cleaning looks into it: headings, what a title states, each coded column. No engine is imported here.
"""

import hashlib
import json
from collections.abc import Iterable, Mapping
from pathlib import Path

from transforms.bare import bare
from transforms.columns import CODED_COLUMNS
from transforms.rows import KEYS, WORD_KEYS, Row, rows_of

# Tables consulted word by word. Whatever else of them matters is one of FACTS.
WORD_TABLES = ("aliases.csv", "branches.csv", "headings.csv", "regions.csv", "registration_sources.csv", "worker_groups.csv")
HEADING, TITLE, NIK_REGION, FACT = "heading", "title", "nik region", "fact"
ALL = "\0all"  # of a kind: the part depends on every word of it
# What every extract that is read depends on: whether branches are known (BR01), words that are looked for inside titles, and
# headings without a letter (of cells without a letter no note is taken).
BRANCHES, STATUS_WORDS, NUMBERED = "branches are known", "words of status and payment type", "headings without a letter"
FACTS = (BRANCHES, STATUS_WORDS, NUMBERED)

Meanings = Mapping[str, Mapping[str, str]]  # kind -> bare word -> what it means
WORD_ID_BYTES = 4  # enough to tell words apart in one extract, and too few to tell whose they are


def read_meanings(overlay: Path | None) -> Meanings:
    """What every word means: the shipped tables with the home's over them. Raises ReferenceTableRefused."""
    aliases = rows_of("aliases", WORD_KEYS["aliases"], overlay)
    headings = {bare(row["heading"] or ""): row["canonical"] or "" for row in rows_of("headings", WORD_KEYS["headings"], overlay)}
    coded = {column: _words(column, aliases, overlay) for column in CODED_COLUMNS}
    regions = [row["regency_code"] or "" for row in rows_of("regions", KEYS["regions"], overlay)]
    kinds: dict[str, Mapping[str, str]] = {
        HEADING: headings,
        TITLE: coded["benefit_type_code"] | coded["programme_code"],
        NIK_REGION: {code.replace(".", ""): "" for code in regions},
        **coded,
    }
    return {kind: {**words, ALL: _digest(words)} for kind, words in kinds.items()} | {FACT: _facts(headings, overlay)}


def word_id(kind: str, word: str, key: bytes) -> int:
    """A word as it is remembered: a keyed hash, since any cell may be looked up, a person's name too."""
    text = f"{kind}\0{word}".encode("utf-8", "surrogatepass")
    return int.from_bytes(hashlib.blake2b(text, digest_size=WORD_ID_BYTES, key=key, person=b"word met").digest(), "little")


def entries(meanings: Meanings, key: bytes) -> dict[int, str]:
    """Every word that stands in a table by its id, and a digest of what it means; of words that share an id, of what they all mean."""
    said: dict[int, list[str]] = {}
    for kind, words in meanings.items():
        for word, meant in words.items():
            said.setdefault(word_id(kind, word, key), []).append(f"{kind}\0{word}\0{meant}")
    return {number: hashlib.sha256("\0".join(sorted(meant)).encode()).hexdigest()[:16] for number, meant in said.items()}


def changed(then: Mapping[int, str], now: Mapping[int, str]) -> frozenset[int]:
    """The ids of the words that mean something else, mean something for the first time, or nothing any more."""
    return frozenset(number for number in {*then, *now} if then.get(number) != now.get(number))


def _words(column: str, aliases: Iterable[Row], overlay: Path | None) -> dict[str, str]:
    """As `words_of`: every code names itself, aliases name theirs."""
    table, code = CODED_COLUMNS[column]
    words = {bare(row[code] or ""): row[code] or "" for row in rows_of(table, KEYS[table], overlay)}
    for row in aliases:
        if row["column"] == column:
            words.setdefault(bare(row["raw"] or ""), row["code"] or "")
    return words


def _facts(headings: Mapping[str, str], overlay: Path | None) -> dict[str, str]:
    shipped = rows_of("aliases", WORD_KEYS["aliases"], None)
    inside_titles = [[row["column"], row["raw"], row["code"]] for row in shipped if row["column"] in ("status", "payment_type")]
    return {
        BRANCHES: str(bool(rows_of("branches", KEYS["branches"], overlay))),
        STATUS_WORDS: json.dumps(inside_titles),
        NUMBERED: _digest({word: meant for word, meant in headings.items() if not has_letter(word)}),
    }


def has_letter(word: str) -> bool:
    """Whether a word could be a heading, but for the few in the table that have no letter."""
    return any(character.isalpha() for character in word)


def _digest(words: Mapping[str, str]) -> str:
    return hashlib.sha256(json.dumps(sorted(words.items())).encode()).hexdigest()
