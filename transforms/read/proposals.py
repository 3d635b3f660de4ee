"""What a heading that no table knows could mean: a proposal for a person to review, never a decision (law 7).

Its name and the shapes of its cells must both speak for it. Sample cells are shown as patterns.
"""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace

from transforms.errors import Proposal
from transforms.read.cell_shapes import TELLING, filled, fit
from transforms.read.contrary_words import contrary
from transforms.read.heading_names import likeness, meanings
from transforms.read.headings import Headings, bare, load_headings
from transforms.read.masking import heading_shown, pattern

ENOUGH = 0.6  # below this nothing is proposed
LEAST_NAME, LEAST_NAME_WHERE_VALUES_TELL = 0.62, 0.3
LEAST_FIT = 0.5  # of the cells
MOST_PATTERNS = 5
NEAR = 0.05  # so much less like than its best column a heading's next may be, and no further
URGENT = 0.03  # a required column that is missing goes before others of the same likeness
BARE = 0.15  # and so far before, where the heading says nothing that it does not say: TANGGAL, where only the payment date is missing
OF_NAME, OF_NAME_WHERE_VALUES_TELL, WITHOUT_VALUES = 0.8, 0.6, 0.95
NAMES_OF_PEOPLE = ("participant_name", "beneficiary_name", "employer_name")
LONG_WORD = 4
NO_COLUMN = "no column is like it in name and values"
DOUBLE = "another column means the same: ignore one of them"
PERSONAL = "the heading may hold a personal value: have the sender rename the column"


@dataclass(frozen=True, slots=True)
class Unmatched:
    """A header that does not match: cells as written, canonical names found ('' elsewhere), required ones missing, the rows below it."""

    cells: Sequence[str]
    names: Sequence[str]
    missing: Collection[str]
    rows: Sequence[Sequence[str | None]]

    def column(self, place: int) -> list[str]:
        """What is filled in of a column, as far as it was looked at."""
        return filled([row[place] for row in self.rows if place < len(row)])


@dataclass(frozen=True, slots=True)
class Candidate:
    """One heading (by its place) as one column."""

    place: int
    canonical: str
    similarity: float
    why: str
    is_bare: bool = False  # whether the heading says nothing that the column's known headings do not


def propose(unmatched: Unmatched, headings: Headings | None = None) -> tuple[Proposal, ...]:
    """One Proposal per heading that is unknown or means what another does, in file order. `headings`: what is known (else the shipped)."""
    known = (headings or load_headings(None)).canonical
    unknown = [place for place, cell in enumerate(unmatched.cells) if bare(cell) and bare(cell) not in known]
    private = _private_words(unmatched)
    open_places = [place for place in unknown if shown(unmatched.cells[place], private) == unmatched.cells[place]]
    candidates = [one for place in open_places for one in _candidates(place, unmatched, known)]
    best = {one.place: one for one in reversed(candidates)}  # each heading's candidates stand in order
    barred = {place: why for place, one in best.items() if (why := _contradicts(one, unmatched))}
    taken = _assigned([one for one in candidates if one.place not in barred and not _contradicts(one, unmatched)], unmatched)
    doubles = _doubles(unmatched)
    return tuple(
        _double(place, unmatched)
        if place in doubles
        else _proposal(place, unmatched, taken.get(place), private, barred.get(place, NO_COLUMN))
        for place in sorted({*unknown, *doubles})
    )


def columns_shown(unmatched: Unmatched) -> list[tuple[str, str]]:
    """Every column as (heading, canonical), in file order; a heading that may hold a personal value as its shape."""
    private = _private_words(unmatched)
    return [(shown(cell, private), name) for cell, name in zip(unmatched.cells, unmatched.names, strict=True)]


def shown(heading: str, private: Collection[str]) -> str:
    """The heading as written; as its shape where it has a number of somebody, or a word that stands among names of people."""
    said = heading_shown(heading)
    return pattern(heading) if said == heading and {word.casefold() for word in heading.split()} & set(private) else said


def _private_words(unmatched: Unmatched) -> set[str]:
    places = [place for place, name in enumerate(unmatched.names) if name in NAMES_OF_PEOPLE]
    words = {word.strip(".,").casefold() for place in places for text in unmatched.column(place) for word in text.split()}
    return {word for word in words if len(word) >= LONG_WORD}


def _doubles(unmatched: Unmatched) -> set[int]:
    """Columns of one meaning under different headings: a decision by heading can tell them apart."""
    places = [place for place, name in enumerate(unmatched.names) if name and unmatched.names.count(name) > 1]
    headings = [bare(unmatched.cells[place]) for place in places]
    return {place for place, heading in zip(places, headings, strict=True) if headings.count(heading) == 1}


def _double(place: int, unmatched: Unmatched) -> Proposal:
    return Proposal(unmatched.cells[place], "", 0.0, _patterns(place, unmatched), f"{DOUBLE} ({unmatched.names[place]})", is_double=True)


def _patterns(place: int, unmatched: Unmatched) -> tuple[str, ...]:
    return tuple(dict.fromkeys(map(pattern, unmatched.column(place))))[:MOST_PATTERNS]


def _candidates(place: int, unmatched: Unmatched, known: Mapping[str, str]) -> list[Candidate]:
    """The columns that this heading could be, the likeliest first; none where it is rather one of those ignored by name."""
    cell, texts = unmatched.cells[place], unmatched.column(place)
    names: dict[str, float] = {}
    bare_of: set[str] = set()
    for heading, canonical in known.items():
        names[canonical] = max(names.get(canonical, 0.0), likeness(cell, heading))
        bare_of |= {canonical} if meanings(cell).keys() <= meanings(heading).keys() else set()
    ignored = names.pop("", 0.0)
    tried = [
        _weighed(place, canonical, name, texts) for canonical, name in names.items() if name > max(ignored, LEAST_NAME_WHERE_VALUES_TELL)
    ]
    found = [replace(one, is_bare=one.canonical in bare_of) for one in tried if one and one.similarity >= ENOUGH]
    return sorted(found, key=lambda one: -one.similarity)


def _contradicts(one: Candidate, unmatched: Unmatched) -> str:
    """Why the heading cannot be what it is most like, or ''."""
    words, fix = contrary([unmatched.cells[one.place]], one.canonical)
    return f"like {one.canonical}, but it says {words}: {fix}" if words else ""


def _weighed(place: int, canonical: str, name: float, texts: list[str]) -> Candidate | None:
    """Name and values together; None where the values speak against it."""
    share = fit(canonical, texts) if texts else 0.0
    is_telling = canonical in TELLING and share > LEAST_FIT
    if (name < LEAST_NAME and not is_telling) or (texts and share < LEAST_FIT):
        return None
    if not texts:
        return Candidate(place, canonical, round(name * WITHOUT_VALUES, 2), "by its name; no values seen")
    of_name = OF_NAME_WHERE_VALUES_TELL if is_telling else OF_NAME
    why = f"name {name:.2f}, values {share:.2f} of {len(texts)} looked at"
    return Candidate(place, canonical, round(of_name * name + (1 - of_name) * share, 2), why)


def _assigned(candidates: Sequence[Candidate], unmatched: Unmatched) -> dict[int, Candidate]:
    """One column to a heading and one heading to a column, the likeliest first."""
    best = {one.place: one for one in reversed(candidates)}  # each heading's candidates stand in order
    wanted = {name for lacking in unmatched.missing for name in lacking.split(" or ")}
    taken: dict[int, Candidate] = {}

    def ahead(one: Candidate) -> float:
        return (BARE if one.is_bare else URGENT) if one.canonical in wanted else 0.0

    for one in sorted(candidates, key=lambda one: -one.similarity - ahead(one)):
        is_free = one.place not in taken and one.canonical not in {*unmatched.names, *(other.canonical for other in taken.values())}
        if is_free and one.similarity >= best[one.place].similarity - max(NEAR, ahead(one)):
            near = [two.canonical for two in candidates if two.place == one.place and two != one and two.similarity > one.similarity - NEAR]
            why = one.why + f"; nearly as like: {', '.join(near)}" * bool(near) + "; required and missing" * (one.canonical in wanted)
            taken[one.place] = replace(one, why=why)
    return taken


def _proposal(place: int, unmatched: Unmatched, chosen: Candidate | None, private: Collection[str], otherwise: str) -> Proposal:
    cell = unmatched.cells[place]
    heading = shown(cell, private)
    patterns = _patterns(place, unmatched)
    if heading != cell:
        return Proposal(heading, "", 0.0, patterns, PERSONAL)
    if chosen is None:
        return Proposal(heading, "", 0.0, patterns, otherwise)
    return Proposal(heading, chosen.canonical, chosen.similarity, patterns, chosen.why)
