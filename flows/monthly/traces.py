"""Whether a part that was made still stands: a *verifying trace*, as build systems keep one.

A part records the words it met in the tables of words (aliases, headings, regions, branches) and what they meant. As long as all else it
was made from is the same, it stands while these words mean the same, whatever else is written into those tables.
"""

import hashlib
import json
import sys
from array import array
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import NamedTuple

from flows.pseudonym_key import PseudonymKey
from transforms.fingerprint import Release
from transforms.rows import ReferenceTableRefused
from transforms.vocabulary.meanings import changed, entries, read_meanings
from warehouse.register.store import open_register


class Trace(NamedTuple):
    """What is asked of a recorded part."""

    base_id: str
    part_id: str
    words_id: str
    met_id: str


@dataclass
class Traces:
    """The recorded parts of a home by what they were made from. Read when first asked; parts made since are not among them."""

    register: Path
    reference: Path
    key: PseudonymKey
    release: Release

    @cached_property
    def words_id(self) -> str:
        """Names the tables of words as they are."""
        return self.release.words_id

    @cached_property
    def key_id(self) -> str:
        """Names the pseudonym key."""
        return self.key.key_id

    def standing(self, base_id: str) -> str | None:
        """The part made from this that still stands: under the very tables of today, or else one whose words mean the same."""
        made = self._by_base.get(base_id, ())
        same = (one.part_id for one in made if one.words_id == self.words_id)
        return next(same, None) or next((one.part_id for one in made if self.changed_words(one.words_id, one.met_id) == 0), None)

    def changed_words(self, words_id: str, met_id: str) -> int | None:
        """How many of these words mean something else than they did in those tables; None where that cannot be told."""
        if words_id == self.words_id:
            return 0
        changed = self._changed_since(words_id)
        return None if changed is None or met_id not in self._met else len(changed.intersection(self._met[met_id]))

    @cached_property
    def entries(self) -> dict[int, str] | None:
        """What every word means today; None where a table cannot be read: then nothing stands, and whoever makes a part is told why."""
        try:
            return entries(read_meanings(self.reference), self.key.secret)
        except ReferenceTableRefused:
            return None

    @cached_property
    def tables_now(self) -> dict[str, str]:
        """What the ids of tables name, as it is kept with the parts made under them."""
        of_words = json.dumps({"tables": dict(self.release.words), "words": self.entries})
        return {self.release.tables_id: json.dumps({"tables": dict(self.release.tables)}), self.words_id: of_words}

    def _changed_since(self, words_id: str) -> frozenset[int] | None:
        """The words that mean something else than in the tables of this id."""
        if words_id not in self._changes:
            with open_register(self.register) as register:
                then = json.loads(register.tables_then(words_id)).get("words")
            is_known = then is not None and self.entries is not None
            self._changes[words_id] = changed({int(word): meant for word, meant in then.items()}, self.entries or {}) if is_known else None
        return self._changes[words_id]

    @cached_property
    def _changes(self) -> dict[str, frozenset[int] | None]:
        return {}

    @cached_property
    def _met(self) -> dict[str, "array[int]"]:
        """Every set of words met: read at once, and only where a table of words has changed."""
        with open_register(self.register) as register:
            return {met_id: unpacked(kept) for met_id, kept in register.sets_of_words()}

    @cached_property
    def _by_base(self) -> dict[str, list[Trace]]:
        with open_register(self.register) as register:
            found: dict[str, list[Trace]] = {}
            for row in register.traces():
                found.setdefault(row[0], []).append(Trace(*row))
        return found


def packed(words: Iterable[int]) -> bytes:
    """Word ids as they are kept: ascending, four bytes each, little-endian."""
    numbers = array("I", sorted(words))
    if sys.byteorder == "big":
        numbers.byteswap()
    return numbers.tobytes()


def unpacked(kept: bytes) -> "array[int]":
    """The word ids of `packed`."""
    numbers = array("I")
    numbers.frombytes(kept)
    if sys.byteorder == "big":
        numbers.byteswap()
    return numbers


def met_id(kept: bytes) -> str:
    """Names a set of words."""
    return hashlib.sha256(kept).hexdigest()
