"""A statement of published figures, as YAML: what was printed, for which months and where."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from types import MappingProxyType

from expectations.reconciliation.coverage import MEASURES as COVERAGE
from expectations.reconciliation.coverage import PrintedCoverage
from expectations.reconciliation.errors import PrintedNumberRefused, StatementRefused
from expectations.reconciliation.printed import GROUPING, Printed, read_printed
from expectations.reconciliation.written import Place, as_written

# What a statement calls a figure -> the warehouse's measure. The agency prints claims, payments and participants under one word
# (domain: "kasus", "klaim", "peserta"), so the statement has to say which it means.
MEASURES: Mapping[str, str] = MappingProxyType(
    {"claims": "claim_count", "payments": "payment_count", "participants": "participant_count", "amount": "amount_paid_idr"}
)
BASES = ("payment_date",)
MOST_COMPONENTS = 12
LONGEST_STATEMENT = 1 << 18  # bytes

_MONTH = re.compile(r"(\d{4})-(0[1-9]|1[0-2])")
_REGENCY = re.compile(r"(\d{2})\.?(\d{2})")
_CODE = re.compile(r"[A-Z][A-Z0-9_]*")


@dataclass(frozen=True, slots=True)
class PrintedFigure:
    """One printed figure of one benefit type."""

    benefit_type_code: str
    measure: str
    printed: Printed


@dataclass(frozen=True, slots=True)
class PrintedTotal:
    """One printed total, of components the statement does not name."""

    name: str
    measure: str
    printed: Printed


@dataclass(frozen=True, slots=True)
class Statement:
    """What was published. `first` and `last` are the first days of the first and the last month; no regency code: the whole nation."""

    title: str
    source: str
    language: str
    basis: str
    first: date
    last: date
    regency_code: str | None
    figures: tuple[PrintedFigure, ...]
    totals: tuple[PrintedTotal, ...]
    coverages: tuple[PrintedCoverage, ...] = ()

    @property
    def measures(self) -> tuple[str, ...]:
        """The measures that occur, in the order of `MEASURES`."""
        used = {figure.measure for figure in self.figures}
        return tuple(measure for measure in MEASURES.values() if measure in used)

    def codes(self, measure: str) -> tuple[str, ...]:
        """The benefit types for which this measure was printed, as the statement orders them."""
        return tuple(figure.benefit_type_code for figure in self.figures if figure.measure == measure)


def load_statement(path: Path) -> Statement:
    """The statement in this file."""
    try:
        with path.open("rb") as file:
            content = file.read(LONGEST_STATEMENT + 1)
        text = content.decode("utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        raise StatementRefused(
            path.name, "", f"cannot be read as UTF-8 text ({type(error).__name__})", "give the path of a YAML file"
        ) from None
    if len(content) > LONGEST_STATEMENT:
        raise StatementRefused(path.name, "", "is far larger than any statement", "give the path of a statement")
    return parse_statement(text, path.name)


def parse_statement(text: str, file_name: str) -> Statement:
    """The statement in this text. Unknown, missing and repeated keys are refused, as is a number that can be read in no way."""
    return _statement(as_written(text, file_name))


def _statement(root: Place) -> Statement:
    parts = root.parts(("title", "source", "language", "basis", "period", "scope", "components"), ("totals", "coverage"))
    language = parts["language"].one_of(tuple(GROUPING))
    first, last = _period(parts["period"])
    figures = _figures(parts["components"], language)
    return Statement(
        title=parts["title"].text(),
        source=parts["source"].text(),
        language=language,
        basis=parts["basis"].one_of(BASES),
        first=first,
        last=last,
        regency_code=_regency_code(parts["scope"]),
        figures=figures,
        totals=_totals(parts["totals"], language, figures) if "totals" in parts else (),
        coverages=tuple(_coverage(entry, language) for entry in parts["coverage"].items()) if "coverage" in parts else (),
    )


def _coverage(place: Place, language: str) -> PrintedCoverage:
    parts = place.parts(("month", "target_group"), COVERAGE)
    month = parts["month"].match(_MONTH, "write a month as 2022-07")
    printed = {measure: _of_coverage(parts[measure], measure, language) for measure in COVERAGE if measure in parts}
    if not printed:
        raise place.refused("prints no figure", f"give at least one of: {', '.join(COVERAGE)}")
    return PrintedCoverage(date(int(month[1]), int(month[2]), 1), parts["target_group"].text(), printed)


def _of_coverage(place: Place, measure: str, language: str) -> Printed:
    text = place.text().removesuffix("%").removesuffix("persen").strip() if measure == "percent" else place.text()
    try:
        return replace(read_printed(text, is_count=measure != "percent", language=language), text=place.text())
    except PrintedNumberRefused as refused:
        raise place.refused(f"'{refused.text}' {refused.what}", refused.fix) from None


def _period(place: Place) -> tuple[date, date]:
    parts = place.parts(("from", "to"))
    months = [parts[key].match(_MONTH, "write a month as 2022-07") for key in ("from", "to")]
    first, last = (date(int(month[1]), int(month[2]), 1) for month in months)
    if first > last:
        raise place.refused("ends before it begins", "exchange from and to")
    return first, last


def _regency_code(place: Place) -> str | None:
    if place.value == "national":
        return None
    if not isinstance(place.value, dict):
        raise place.refused("is neither 'national' nor a regency", 'write national, or {regency_code: "33.16"}')
    found = place.parts(("regency_code",))["regency_code"].match(_REGENCY, "write the code as 33.16")
    return f"{found[1]}.{found[2]}"


def _figures(place: Place, language: str) -> tuple[PrintedFigure, ...]:
    components = place.items()
    if not 1 <= len(components) <= MOST_COMPONENTS:
        raise place.refused(f"has {len(components)} entries", f"give one to {MOST_COMPONENTS}")
    seen: set[str] = set()
    figures: list[PrintedFigure] = []
    for component in components:
        parts = component.parts(("benefit_type_code",), tuple(MEASURES))
        code = parts["benefit_type_code"].match(_CODE, "write the code in capitals, as in the table of benefit types")[0]
        if code in seen:
            raise component.refused(f"gives {code} again", "put what is printed of one benefit type into one entry")
        seen.add(code)
        figures += [PrintedFigure(code, measure, printed) for measure, printed in _printed(component, parts, language)]
    return tuple(figures)


def _totals(place: Place, language: str, figures: tuple[PrintedFigure, ...]) -> tuple[PrintedTotal, ...]:
    totals: list[PrintedTotal] = []
    known = {figure.measure for figure in figures}
    for entry in place.items():
        parts = entry.parts((), ("name", *MEASURES))
        for measure, printed in _printed(entry, parts, language):
            if measure not in known:
                raise entry.refused(f"totals {measure}, which no component gives", "leave it out, or print the components' figures")
            totals.append(PrintedTotal(parts["name"].text() if "name" in parts else "total", measure, printed))
    return tuple(totals)


def _printed(place: Place, parts: dict[str, Place], language: str) -> list[tuple[str, Printed]]:
    found = [(measure, _number(parts[key], measure, language)) for key, measure in MEASURES.items() if key in parts]
    if not found:
        raise place.refused("prints no figure", f"give at least one of: {', '.join(MEASURES)}")
    return found


def _number(place: Place, measure: str, language: str) -> Printed:
    try:
        return read_printed(place.text(), is_count=measure != "amount_paid_idr", language=language)
    except PrintedNumberRefused as refused:
        raise place.refused(f"'{refused.text}' {refused.what}", refused.fix) from None
