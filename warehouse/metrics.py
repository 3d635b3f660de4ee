"""The metrics file: every metric, dimension and mart once (metrics.yaml), read for the generator and for tests."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import yaml

FILE = Path(__file__).parent / "metrics.yaml"


@dataclass(frozen=True, slots=True)
class Text:
    """What something means, in English and Indonesian (None where it is only in English)."""

    en: str
    id: str | None = None


@dataclass(frozen=True, slots=True)
class Metrics:
    """The file as it is, and questions to it."""

    raw: Mapping[str, Any]

    @property
    def relations(self) -> Mapping[str, Mapping[str, Any]]:
        """Marts by name."""
        relations: Mapping[str, Mapping[str, Any]] = self.raw["relations"]
        return relations

    def columns(self, relation: str) -> list[str]:
        """The columns of a mart, in order."""
        return list(self._flat(self.relations[relation]["columns"]))

    def described(self, relation: str) -> Text:
        """What a mart is."""
        return _text(self.relations[relation])

    def text(self, relation: str, column: str) -> Text:
        """What a column is, where the mart does not say otherwise."""
        own = self.relations[relation].get("texts", {}).get(column)
        known = self.raw["metrics"].get(column) or self.raw["columns"].get(column)
        if own is None and known is None:
            raise KeyError(f"metrics.yaml says nothing of {relation}.{column}")
        return _text(self.raw["texts"][own] if isinstance(own, str) else own or known)

    def _flat(self, columns: Sequence[str]) -> Iterator[str]:
        for column in columns:
            yield from self.raw["groups"][column] if column.startswith("*") else (column,)


@cache
def metrics() -> Metrics:
    """The metrics file of this release."""
    return Metrics(yaml.safe_load(FILE.read_text(encoding="utf-8")))


def _text(entry: Mapping[str, Any]) -> Text:
    return Text(entry["en"], entry.get("id"))
