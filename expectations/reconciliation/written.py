"""YAML as it was written: every scalar stays text, and every value knows where it stands."""

import re
from collections.abc import Hashable
from dataclasses import dataclass
from typing import Any

import yaml

from expectations.reconciliation.errors import StatementRefused


def as_written(text: str, file_name: str) -> "Place":
    """The whole content. Nothing is converted: `2.349`, `33.10` and `2022-07` keep their digits without quotes."""
    try:
        content = yaml.load(text, Loader=_AsWritten)  # noqa: S506 builds nothing but text, lists and mappings
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        place = f"line {mark.line + 1}" if mark else ""
        problem = getattr(error, "problem", None) or "it is not YAML"
        raise StatementRefused(file_name, place, f"cannot be read: {problem}", "mend the YAML") from None
    except RecursionError:
        raise StatementRefused(
            file_name, "", "cannot be read: it is nested too deep", "write it as the shipped statement is written"
        ) from None
    return Place(file_name, "", content)


class _AsWritten(yaml.BaseLoader):
    """Every scalar stays the text it was (`2.349`, `33.10`, `2022-07`); a key given twice is an error."""

    def construct_mapping(self, node: yaml.MappingNode, deep: bool = False) -> dict[Hashable, Any]:  # noqa: FBT001, FBT002 as PyYAML has it
        keys = [key.value for key, _ in node.value]
        for position, key in enumerate(keys):
            if key in keys[:position]:
                raise yaml.constructor.ConstructorError(None, None, f"key '{key}' stands twice", node.value[position][0].start_mark)
        return super().construct_mapping(node, deep=deep)


@dataclass(frozen=True, slots=True)
class Place:
    """A value of the file together with where it stands, so that an error can say so."""

    file_name: str
    path: str
    value: object

    def refused(self, problem: str, remedy: str) -> StatementRefused:
        """The error that says what is wrong here."""
        return StatementRefused(self.file_name, self.path, problem, remedy)

    def parts(self, required: tuple[str, ...], optional: tuple[str, ...] = ()) -> "dict[str, Place]":
        """The entries of a mapping with exactly such keys."""
        if not isinstance(self.value, dict):
            raise self.refused("is no mapping", f"give it the keys {', '.join(required + optional)}")
        if unknown := [str(key) for key in self.value if key not in required + optional]:
            raise self.refused(
                f"holds unknown keys: {', '.join(unknown)}",
                f"keys are {', '.join(required + optional)}; a printed number with a comma needs quotes",
            )
        if missing := [key for key in required if key not in self.value]:
            raise self.refused(f"lacks {', '.join(missing)}", "add what is missing")
        return {key: self.inside(f".{key}", value) for key, value in self.value.items()}

    def items(self) -> "list[Place]":
        """The entries of a list."""
        if not isinstance(self.value, list):
            raise self.refused("is no list", "begin each entry with '- '")
        return [self.inside(f"[{number}]", value) for number, value in enumerate(self.value, start=1)]

    def inside(self, step: str, value: object) -> "Place":
        """A value further in."""
        return Place(self.file_name, f"{self.path}{step}".lstrip("."), value)

    def text(self) -> str:
        """The text, which must not be blank."""
        if not isinstance(self.value, str) or not self.value.strip():
            raise self.refused("is blank", "write it, or leave the key out where it may be left out")
        return self.value.strip()

    def one_of(self, allowed: tuple[str, ...]) -> str:
        """The text, which must be one of these."""
        if self.text() not in allowed:
            raise self.refused(f"is '{self.text()}'", f"one of: {', '.join(allowed)}")
        return self.text()

    def match(self, pattern: re.Pattern[str], remedy: str) -> re.Match[str]:
        """The text taken apart by a pattern it must have."""
        found = pattern.fullmatch(self.text())
        if found is None:
            raise self.refused(f"is '{self.text()}'", remedy)
        return found
