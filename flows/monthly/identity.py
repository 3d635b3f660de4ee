"""Ids made from the ids of what went in (law 1). Equal ids mean equal results; staleness is a comparison of them."""

import hashlib
import json
from collections.abc import Iterable
from importlib.metadata import version

from warehouse.register.records import Arrival


def digest(*ingredients: str) -> str:
    """One id for these ingredients, in this order. The JSON list keeps `("a", "bc")` and `("ab", "c")` apart."""
    return hashlib.sha256(json.dumps(ingredients).encode()).hexdigest()


def base_id(arrival: Arrival, *, decisions_id: str, key_id: str, made_under: str) -> str:
    """The id of all that a part is made from but the tables of words, of which only the words it meets matter.

    `made_under` names the code, the tables that count whole, and the settings.
    """
    return digest("base", *arrival.content, decisions_id, key_id, made_under)


def part_id(base: str, words_id: str) -> str:
    """The id of a part that is to be made: everything it will be made from, the tables of words as a whole among it."""
    return digest("part", base, words_id)


def month_id(month: str, part_ids: Iterable[str], displaced: str, fingerprint: str) -> str:
    """The id of an aggregated payment month: the parts with lines in it, and which of those lines do not count."""
    return digest("month", month, *sorted(part_ids), displaced, fingerprint)


def year_id(month_ids: Iterable[str]) -> str:
    """The id of a year to date."""
    return digest("year", *sorted(month_ids))


def rollup_id(year: int, month_ids: Iterable[str]) -> str:
    """The id of a year's windows of twelve months: over the months of that year and of the one before."""
    return digest("rolling", str(year), *sorted(month_ids))


def links_id(month_ids: Iterable[str]) -> str:
    """The id of where adjustments lead: over the lines of all payment months, published or not."""
    return digest("links", *sorted(month_ids))


def final_id(month: str, moves: str) -> str:
    """The id of a month's final view: the month as it was paid (its id), and what moves out of it and into it."""
    return digest("final", month, moves)


def stock_id(part_ids: Iterable[str], displaced: str, fingerprint: str) -> str:
    """The id of the participants of all months: the parts, and which of their lines do not count."""
    return digest("stock", *sorted(part_ids), displaced, fingerprint)


def inputs_id(part_ids: Iterable[str], periods: Iterable[str], *conditions: str) -> str:
    """The id of everything a publication is made from: parts, periods, and the conditions (settings, reference, schema) that shape it."""
    return digest("inputs", json.dumps(sorted(part_ids)), json.dumps(sorted(periods)), *conditions)


def package_version() -> str:
    """The version of this package. It names who can make the same figures again; no id depends on it."""
    return version("claims-pipeline")
