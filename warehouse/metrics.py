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

    def told(self, language: str) -> str:
        """In this language, else in English."""
        return (self.id if language == "id" else None) or self.en


@dataclass(frozen=True, slots=True)
class Measure:
    """A column that is a figure, as one mart shows it."""

    text: Text
    unit: Text
    additivity: str  # its name in the metrics file
    rule: Text  # the additivity in words
    label: Text | None  # None where no BI metric is made of it
    sum_if: Sequence[str] | None  # SQL that is true of a group over which it may be summed; None: it never is

    @property
    def comment(self) -> Text:
        """What it is, its unit, and how it may be added up."""
        return Text(
            f"{self.text.en}. Unit: {self.unit.en}. {self.rule.en}.",
            f"{self.text.id}. Satuan: {self.unit.id}. {self.rule.id}.",
        )


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
        """What a column is in this mart."""
        return _text(self._entry(relation, column))

    def measure(self, relation: str, column: str) -> Measure | None:
        """A column that is a figure, with what this mart says of it over what is said of it elsewhere; None where it is none."""
        entry = self._entry(relation, column)
        if "unit" not in entry:
            return None
        unit, name = entry["unit"], entry["additivity"]
        rule = self.raw["additivity"][name]
        return Measure(
            text=_text(entry),
            unit=Text(unit, self.raw["units"][unit]),
            additivity=name,
            rule=_text(rule),
            label=_text(entry["label"]) if "label" in entry else None,
            sum_if=self._sum_if(relation, column, rule.get("sum_if")),
        )

    def comment(self, relation: str, column: str) -> Text:
        """What a column is in this mart, of a figure with its unit and how it may be added up."""
        measure = self.measure(relation, column)
        return self.text(relation, column) if measure is None else measure.comment

    def _entry(self, relation: str, column: str) -> Mapping[str, Any]:
        """What is said of a column: what the mart says, over what is said of it everywhere."""
        known = self.raw["metrics"].get(column) or self.raw["columns"].get(column) or {}
        own = self.relations[relation].get("texts", {}).get(column, {})
        entry = {**known, **(self.raw["texts"][own] if isinstance(own, str) else own)}
        if not entry:
            raise KeyError(f"metrics.yaml says nothing of {relation}.{column}")
        return entry

    def _sum_if(self, relation: str, column: str, conditions: Sequence[str] | None) -> Sequence[str] | None:
        if conditions is None:
            return None
        one = self.relations[relation]
        apart = [f"count(distinct {other}) = 1" for other in one.get("apart", ())]
        return [*apart, *([f"({one['once']})"] if "once" in one else []), *(sql.format(column=column) for sql in conditions)]

    def _flat(self, columns: Sequence[str]) -> Iterator[str]:
        for column in columns:
            yield from self.raw["groups"][column] if column.startswith("*") else (column,)


@cache
def metrics() -> Metrics:
    """The metrics file of this release."""
    return Metrics(yaml.safe_load(FILE.read_text(encoding="utf-8")))


def _text(entry: Mapping[str, Any]) -> Text:
    return Text(entry["en"], entry.get("id"))
