"""Suites as data: what a YAML file in `suites/` says, checked before Great Expectations is imported.

An entry names an expectation, its column and arguments, a severity and the reason (`notes`). `$name` stands for what the
flow hands in. `ExpectNoRows` names a query in `sql/` instead: every further key is a parameter of that query.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import cast, get_args

import yaml

from expectations.errors import SuiteRefused
from expectations.findings import Severity

SUITES = Path(__file__).parent / "suites"
QUERIES = Path(__file__).parent / "sql"
OWN_KEYS = frozenset({"expect", "severity", "notes", "relation"})
# The expectations whose results are counts, and the arguments each takes. A maximum, a median or a list of distinct values
# would be values of lines: such an expectation has no place here (law 6).
COUNTING = {
    "ExpectTableRowCountToBeBetween": frozenset({"min_value", "max_value"}),
    "ExpectColumnValuesToNotBeNull": frozenset({"column", "mostly"}),
    "ExpectColumnValuesToBeInSet": frozenset({"column", "value_set", "mostly"}),
    "ExpectColumnValuesToBeBetween": frozenset({"column", "min_value", "max_value", "mostly"}),
    "ExpectCompoundColumnsToBeUnique": frozenset({"column_list"}),
}
NO_ROWS = "ExpectNoRows"


@dataclass(frozen=True, slots=True)
class Entry:
    """One expectation of a suite, its parameters filled in."""

    suite: str
    position: int  # counted from 1, as a person counts the file's entries
    expect: str
    name: str  # the class, or the query's file name
    column: str | None
    relation: str | None  # None: the relation of the run
    severity: Severity
    notes: str
    arguments: Mapping[str, object]  # of Great Expectations' class


def load_suite(suite: str, parameters: Mapping[str, object], folder: Path = SUITES) -> list[Entry]:
    """The entries of `<folder>/<suite>.yaml` with `$name` replaced. Whatever is not understood is refused with SuiteRefused."""
    path = folder / f"{suite}.yaml"
    if not path.is_file():
        known = ", ".join(sorted(file.stem for file in folder.glob("*.yaml")))
        raise SuiteRefused(suite, None, "there is no such suite", f"name one of: {known}")
    try:
        written = yaml.safe_load(path.read_text(encoding="utf-8"))
    except yaml.YAMLError as broken:
        raise SuiteRefused(suite, None, "the file is not YAML", "mend it; each entry starts with '- expect:'") from broken
    if not isinstance(written, list) or not written:
        raise SuiteRefused(suite, None, "the file is not a list of entries", "start each entry with '- expect:'")
    return [_entry(suite, position, entry, parameters) for position, entry in enumerate(written, 1)]


def _entry(suite: str, position: int, written: object, parameters: Mapping[str, object]) -> Entry:
    if not isinstance(written, dict) or not OWN_KEYS - {"relation"} <= written.keys():
        raise SuiteRefused(suite, position, "expect, severity or notes is missing", "give all three; notes say why it matters")
    expect, severity, notes = written["expect"], written["severity"], written["notes"]
    if severity not in get_args(Severity):
        raise SuiteRefused(suite, position, f"severity is {severity!r}", "critical (closes the gate) or warning")
    given = {key: value for key, value in written.items() if key not in OWN_KEYS}
    column = given.pop("column", None) if expect == NO_ROWS else given.get("column")
    filled = {key: _filled(suite, position, value, parameters) for key, value in given.items()}
    arguments = _query(suite, position, filled) if expect == NO_ROWS else _known(suite, position, expect, filled)
    return Entry(
        suite=suite,
        position=position,
        expect=expect,
        name=str(given.get("sql", expect)),
        column=column or ", ".join(written.get("column_list", ())) or None,
        relation=written.get("relation"),
        severity=cast("Severity", severity),
        notes=" ".join(str(notes).split()),
        arguments=arguments,
    )


def _filled(suite: str, position: int, value: object, parameters: Mapping[str, object]) -> object:
    if not (isinstance(value, str) and value.startswith("$")):
        return value
    if value[1:] not in parameters:
        raise SuiteRefused(suite, position, f"{value} was not handed in", f"add '{value[1:]}' to the SuiteRun's parameters")
    handed = parameters[value[1:]]
    return sorted(handed) if isinstance(handed, set | frozenset) else list(handed) if isinstance(handed, tuple) else handed


def _known(suite: str, position: int, expect: str, arguments: dict[str, object]) -> dict[str, object]:
    if expect not in COUNTING:
        fix = f"use one of {', '.join([*COUNTING, NO_ROWS])}, or add it to expectations/suites.py if its result holds counts only"
        raise SuiteRefused(suite, position, f"{expect} is not an expectation used here", fix)
    unknown = sorted(arguments.keys() - COUNTING[expect])
    if unknown:
        raise SuiteRefused(suite, position, f"unknown keys: {', '.join(unknown)}", f"known: {', '.join(sorted(COUNTING[expect]))}")
    return arguments


def _query(suite: str, position: int, arguments: dict[str, object]) -> dict[str, object]:
    file = QUERIES / f"{arguments.pop('sql', None)}.sql"
    if not file.is_file():
        raise SuiteRefused(suite, position, f"there is no query {file.name}", "write it into expectations/sql/, or name another")
    text = file.read_text(encoding="utf-8")
    wanted = set(re.findall(r"\$(\w+)", text))
    if wanted != arguments.keys():
        fix = f"give exactly: {', '.join(sorted(wanted)) or 'nothing'}"
        raise SuiteRefused(suite, position, f"the keys are not the parameters of {file.name}", fix)
    query = re.sub(r"\$(\w+)", lambda hit: _literal(arguments[hit[1]]), text)
    return {"unexpected_rows_query": query, "description": query.partition("\n")[0].removeprefix("--").strip()}


def _literal(value: object) -> str:
    """A parameter as an SQL literal. Great Expectations formats the query with braces, hence none may stand in it."""
    match value:
        case bool() | int() | float():
            return str(value)
        case date():
            return f"date '{value.isoformat()}'"
        case list():
            return f"({', '.join(_literal(item) for item in value)})"
        case _:
            return "'" + str(value).replace("'", "''").replace("{", "{{").replace("}", "}}") + "'"
