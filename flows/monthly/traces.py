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
from transforms.vocabulary.meanings import Dictionary, read_meanings
from warehouse.register.store import open_register


class Trace(NamedTuple):
    """What is asked of a recorded part."""

    base_id: str
    part_id: str
    words_id: str
    met_id: str
    meaning: str


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
        return next(same, None) or next((one.part_id for one in made if self.means_the_same(one.met_id, one.meaning)), None)

    def means_the_same(self, met_id: str, meaning: str) -> bool:
        """Whether these words mean today what they meant then."""
        return self._meanings.get(met_id) == meaning

    def words(self, met_id: str) -> list[int]:
        """One set of words met."""
        with open_register(self.register) as register:
            return unpacked(register.words_met(met_id))

    @cached_property
    def dictionary(self) -> Dictionary | None:
        """What every word means today; None where a table cannot be read: then nothing stands, and whoever makes a part is told why."""
        try:
            return Dictionary(read_meanings(self.reference), self.key.secret)
        except ReferenceTableRefused:
            return None

    @cached_property
    def tables_now(self) -> dict[str, str]:
        """What the ids of tables name, as it is kept with the parts made under them."""
        words = self.dictionary.entries() if self.dictionary else {}
        of_words = json.dumps({"tables": dict(self.release.words), "words": words})
        return {self.release.tables_id: json.dumps({"tables": dict(self.release.tables)}), self.words_id: of_words}

    @cached_property
    def _meanings(self) -> dict[str, str]:
        """What each set of words met means today. Worked out for all at once, and only where a table of words has changed."""
        if self.dictionary is None:
            return {}
        with open_register(self.register) as register:
            return {met_id: self.dictionary.meaning(unpacked(kept)) for met_id, kept in register.sets_of_words()}

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


def unpacked(kept: bytes) -> list[int]:
    """The word ids of `packed`."""
    numbers = array("I")
    numbers.frombytes(kept)
    if sys.byteorder == "big":
        numbers.byteswap()
    return numbers.tolist()


def met_id(kept: bytes) -> str:
    """Names a set of words."""
    return hashlib.sha256(kept).hexdigest()
