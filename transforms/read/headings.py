"""Which heading means which column: `tables/headings.csv`, overlaid by the home's `reference/headings.csv`."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path

from transforms.reference import load_table


@dataclass(frozen=True, slots=True)
class Headings:
    """Headings without case, punctuation and spacing -> canonical column; '' for those ignored by name.

    `programmes`: words of programmes and benefit types, as bare -> code: what a sheet's name or a title may state of all its lines.
    """

    canonical: dict[str, str]
    programmes: Mapping[str, str] = field(default_factory=dict)

    def overlaid(self, more: Mapping[str, str]) -> "Headings":
        """These headings with a sender's own (as written -> canonical) over them."""
        return replace(self, canonical=self.canonical | {bare(heading): canonical for heading, canonical in more.items()})


def load_headings(overlay: Path | None) -> Headings:
    """The shipped headings with the home's over them."""
    rows = load_table("headings", ["heading"], overlay).iter_rows(named=True)
    return Headings({bare(row["heading"]): row["canonical"] or "" for row in rows})


def bare(text: str) -> str:
    """A heading as it is compared: letters and digits only, case folded."""
    return "".join(character for character in text.casefold() if character.isalnum())
