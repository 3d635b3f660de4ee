"""A bulletin asked for: read, put into words, drawn, and kept among the others."""

from collections.abc import Collection
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

from flows.bulletin.content import NATIONAL, page_of
from flows.bulletin.printed import printings
from flows.bulletin.quality import Meanings
from flows.bulletin.render import render, render_index
from flows.bulletin.restated import Restated
from flows.bulletin.runtime import vega_runtime, write_whole
from flows.bulletin.shelf import INDEX, kept_pages, page_name, since
from flows.bulletin.wording import LANGUAGES, Language, Wording
from flows.errors import NothingPublished, UsageRefused
from flows.home import Home
from warehouse.bulletin import Facts, bulletin_facts, cause_sentences, places, published_periods, restated_months
from warehouse.explanation import explain

MONTHS_SHOWN = 24


@dataclass(frozen=True, slots=True)
class Asked:
    """One bulletin. No period: the newest published; no regency: the country."""

    period: date | None = None
    language: Language = "id"
    regency_code: str | None = None


@dataclass(frozen=True, slots=True)
class Written:
    """A bulletin that now stands under `path`."""

    path: Path
    period: str
    language: str
    scope: str
    publication: int
    since: int | None
    size_bytes: int


def report(home: Home, asked: Asked, *, beside: Collection[Asked] = ()) -> Written:
    """Write one bulletin of the standing publication, and the index anew. Refused where its period or regency is not published.

    `beside`: others that are being written, to which the page may link.
    """
    file = home.current_file
    if not file.exists():
        raise NothingPublished(str(file))
    period = _published(file, asked.period)
    regency_code = _known_regency(file, asked.regency_code)
    printed = printings(home.reference / "statements", period, regency_code or _only_regency(file))
    facts = bulletin_facts(file, period, _months_back(period, MONTHS_SHOWN - 1), regency_code, announced=printed.month)
    folder = home.bulletins
    name = page_name(f"{period:%Y-%m}", asked.language, regency_code)
    restated = _restated(file, facts, since(kept_pages(folder), name, asked.language, regency_code or NATIONAL, facts.publication.number))
    wording = Wording(asked.language)
    page = page_of(facts, restated, _meanings(asked.language), wording, cuts_coverage=printed.is_cut(facts.announced))
    other, other_language = _other(asked), page_name(f"{period:%Y-%m}", page.other_language, regency_code)
    is_there = other in beside or (folder / other_language).exists()
    html = render(page, vega_runtime(home.reports), other_page=other_language if is_there else None)
    write_whole(folder / name, html)
    write_index(folder)
    return Written(
        folder / name, f"{period:%Y-%m}", asked.language, page.record.scope, page.record.publication, restated.since, len(html.encode())
    )


def _other(asked: Asked) -> Asked:
    return replace(asked, language="en" if asked.language == "id" else "id")


def write_index(folder: Path, *, is_public: bool = False) -> Path:
    """The list of all bulletins of a folder."""
    write_whole(folder / INDEX, render_index(kept_pages(folder), is_public=is_public))
    return folder / INDEX


def every_period(home: Home) -> tuple[date, ...]:
    """The periods a bulletin can be asked for, oldest first."""
    return published_periods(home.current_file) if home.current_file.exists() else ()


def _published(file: Path, period: date | None) -> date:
    periods = published_periods(file)
    if not periods:
        raise NothingPublished(str(file))
    if period is None:
        return periods[-1]
    if period not in periods:
        raise UsageRefused(
            f"{period:%Y-%m} is not published",
            str(file),
            f"name a period from {periods[0]:%Y-%m} to {periods[-1]:%Y-%m}, or publish it: claims run --period {period:%Y-%m}",
        )
    return period


def _known_regency(file: Path, code: str | None) -> str | None:
    """The code as the warehouse writes it; `3316` is `33.16`."""
    if code is None:
        return None
    known = places(file)
    dotted = f"{code[:2]}.{code[2:]}" if code.isdecimal() and len(code) == len("3316") else code
    if dotted not in known:
        listed = ", ".join(sorted(known)[:8]) + (", …" if len(known) > 8 else "")  # noqa: PLR2004 - a few are enough to see the form
        raise UsageRefused(
            f"no payment of a regency {code} is published", str(file), f"name one that has payments: {listed or 'there is none'}"
        )
    return dotted


def _only_regency(file: Path) -> str | None:
    """Where all payments are of one regency, what was announced of it was announced of the whole."""
    known = places(file)
    return next(iter(known)) if len(known) == 1 else None


def _months_back(month: date, months: int) -> date:
    ordinal = month.year * 12 + month.month - 1 - months
    return date(ordinal // 12, ordinal % 12 + 1, 1)


def _restated(file: Path, facts: Facts, before: int | None) -> Restated:
    """What publication `before` showed otherwise; of the country, since causes are kept for its figures."""
    if before is None:
        return Restated(None, {}, {})
    months = {month: explain(file, month, before, facts.publication.number) for month in restated_months(file, before)}
    return Restated(before, months, cause_sentences(file))


def _meanings(language: str) -> Meanings:
    from transforms.quarantine import rule_sentences

    told = rule_sentences().select("code", "severity", f"sentence_{language}")
    return {code: (severity, sentence) for code, severity, sentence in told.iter_rows()}


def both_languages(regency_code: str | None = None) -> tuple[Asked, ...]:
    """The newest bulletin of a place in every language."""
    return tuple(Asked(None, language, regency_code) for language in LANGUAGES)
