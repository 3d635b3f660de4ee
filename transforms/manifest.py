"""`<name>.manifest.yaml` beside an extract: what the sender says is in it."""

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from pathlib import Path
from typing import IO

import yaml

from transforms.strict_yaml import GivenTwice, read_strictly

KEYS = ("rows", "amount_paid_idr", "participant_count", "revision", "kind", "withdraws")
KINDS = ("full", "delta", "withdrawal", "nil")
TOTALS = ("total", "jumlah")  # keys of a level's own total
SEN = 100
SHOWN_CHARACTERS = 40
DEEPEST = 3  # programme, benefit type, month
MOST_FIGURES = 2_000  # decades of months by every programme and benefit type
LONGEST_MANIFEST = (
    1 << 18
)  # bytes, twice what the most figures take; a second or two of parsing (libyaml is faster, but dies of deep nesting)

Figure = Callable[[object, str, str], int]
Stated = dict[tuple[str, ...], int]  # the keys as written, from the outermost -> figure; () for the total of all


@dataclass(frozen=True, slots=True)
class Manifest:
    """The sender's control totals and what the delivery is. `rows` and both figures are empty where nothing is stated."""

    rows: Stated
    amount_paid_sen: Stated
    revision: int | None
    kind: str  # full | delta | withdrawal | nil
    withdraws: str | None
    participant_count: Stated = field(default_factory=dict)  # of a participation extract

    @property
    def states_figures(self) -> bool:
        """Whether there is anything to hold an extract against."""
        return bool(self.rows or self.amount_paid_sen or self.participant_count)


class ManifestRefused(Exception):
    """A manifest is not understood, so nothing it may have said is acted upon."""

    def __init__(self, file_name: str, what: str) -> None:
        super().__init__(file_name, what)
        self.file_name, self.what = file_name, what

    @property
    def where(self) -> str:
        """The manifest."""
        return self.file_name

    @property
    def fix(self) -> str:
        """What to do about it."""
        figures = "figures are plain numbers like 1234567.25, in all or by programme, benefit type and month"
        return f"a manifest has the keys {', '.join(KEYS)}; kind is one of {', '.join(KINDS)}; {figures}"


def read_manifest(path: Path, file_name: str) -> Manifest:
    """The manifest in this file; `file_name` is masked, for messages."""
    with path.open("rb") as source:
        return manifest_in(source, file_name)


def manifest_in(source: IO[bytes], file_name: str) -> Manifest:
    """The manifest in these bytes. ManifestRefused, too, for one so large that parsing it would hold up the run."""
    content = source.read(LONGEST_MANIFEST + 1)
    if len(content) > LONGEST_MANIFEST:
        raise ManifestRefused(file_name, "it is far larger than any manifest")
    return parse_manifest(content.decode("utf-8", errors="replace"), file_name)


def parse_manifest(text: str, file_name: str) -> Manifest:
    """The manifest's meaning. ManifestRefused for anything not understood: unknown keys, other types, a withdrawal of nothing."""
    said = _mapping(text, file_name)
    unknown = sorted(key_shape(str(key)) for key in said if key not in KEYS)
    if unknown:
        raise ManifestRefused(file_name, f"unknown keys, of the shape {', '.join(unknown)}")
    kind = said.get("kind", "full")
    if kind not in KINDS:
        raise ManifestRefused(file_name, "kind is not understood")
    withdraws = _withdraws(said.get("withdraws"), kind, file_name)
    rows = _figures(said.get("rows"), "rows", _count, file_name)
    amounts = _figures(said.get("amount_paid_idr"), "amount_paid_idr", _sen, file_name)
    people = _figures(said.get("participant_count"), "participant_count", _count, file_name)
    if kind == "nil" and any((*rows.values(), *amounts.values(), *people.values())):
        raise ManifestRefused(file_name, "it says that there was nothing (kind: nil), and how much there was")
    return Manifest(rows, amounts, _revision(said.get("revision"), file_name), kind, withdraws, people)


def key_shape(key: str) -> str:
    """A key as a pattern: what stands where a key should may be a person's name."""
    return re.sub(r"[^\W\d_]", "A", re.sub(r"\d", "9", key))[:SHOWN_CHARACTERS]


def _mapping(text: str, file_name: str) -> Mapping[object, object]:
    try:
        said = read_strictly(text)
    except yaml.YAMLError as error:
        raise ManifestRefused(file_name, "a key is given twice" if isinstance(error, GivenTwice) else "it is not YAML") from None
    if not isinstance(said, Mapping):
        raise ManifestRefused(file_name, "it is not a list of `key: value`")
    return said


def _revision(value: object, file_name: str) -> int | None:
    return None if value is None or value == "" else _count(value, "revision", file_name)


def _figures(value: object, what: str, figure: Figure, file_name: str) -> Stated:
    """A figure, or figures by programme, benefit type and month, nested in any order; each level may have its own `total`."""
    found: Stated = {}
    if value is None or value == "":
        return found
    for path, leaf in _leaves(value, (), what, file_name):
        if path in found:
            raise ManifestRefused(file_name, f"{what} states a total twice")
        found[path] = figure(leaf, what, file_name)
        if len(found) > MOST_FIGURES:
            raise ManifestRefused(file_name, f"{what} has more than {MOST_FIGURES} figures")
    return found


def _leaves(value: object, path: tuple[str, ...], what: str, file_name: str) -> Iterator[tuple[tuple[str, ...], object]]:
    if not isinstance(value, Mapping):
        yield path, value
        return
    if not value or len(path) == DEEPEST:
        raise ManifestRefused(file_name, f"{what} is given by nothing" if not value else f"{what} is nested deeper than {DEEPEST} keys")
    for key, inner in value.items():
        name = str(key).strip()
        is_total = name.casefold() in TOTALS and not isinstance(inner, Mapping)
        yield from _leaves(inner, path if is_total else (*path, name), what, file_name)


def _count(value: object, what: str, file_name: str) -> int:
    if not isinstance(value, str) or not re.fullmatch(r"[0-9]{1,12}", value):
        raise ManifestRefused(file_name, f"{what} is not a whole number")
    return int(value)


def _sen(value: object, what: str, file_name: str) -> int:
    if not isinstance(value, str) or not re.fullmatch(r"-?[0-9]{1,16}(\.[0-9]{1,2})?", value):
        raise ManifestRefused(file_name, f"{what} is not a plain number of rupiah with at most two decimals")
    return int(Decimal(value) * SEN)


def _withdraws(value: object, kind: object, file_name: str) -> str | None:
    if kind == "withdrawal" and not (isinstance(value, str) and value):
        raise ManifestRefused(file_name, "a withdrawal must say what it withdraws (`withdraws:` a SHA-256 or a file name)")
    if kind != "withdrawal" and value:
        raise ManifestRefused(file_name, "`withdraws` belongs to `kind: withdrawal` only")
    return str(value) if value else None
