"""A bulletin asked for: read, put into words, drawn, and kept among the others."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

from flows.bulletin.content import NATIONAL, Announced, page_of
from flows.bulletin.elements import Page
from flows.bulletin.figures import of_month
from flows.bulletin.printed import printings
from flows.bulletin.public import PUBLIC, public_page
from flows.bulletin.quality import Meanings
from flows.bulletin.render import render, render_index
from flows.bulletin.restated import Restated
from flows.bulletin.runtime import vega_runtime, write_whole
from flows.bulletin.shelf import INDEX, Kept, kept_pages, page_name, since
from flows.bulletin.wording import LANGUAGES, Language, Wording
from flows.errors import NothingPublished, UsageRefused
from flows.home import Home
from warehouse.bulletin import Facts, bulletin_facts, cause_sentences, places, published_periods, restated_months
from warehouse.bulletin_public import public_changes, public_facts, public_periods
from warehouse.explanation import explain
from warehouse.figures import coverage_restated

MONTHS_SHOWN = 24


@dataclass(frozen=True, slots=True)
class Asked:
    """One bulletin. No period: the newest published; no regency: the country; public: of the public file alone."""

    period: date | None = None
    language: Language = "id"
    regency_code: str | None = None
    is_public: bool = False


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
    file = home.current_public if asked.is_public else home.current_file
    if not file.exists():
        raise NothingPublished(str(file))
    folder = home.public_bulletins if asked.is_public else home.bulletins
    make = _public if asked.is_public else _internal
    page = make(home, file, asked, kept_pages(folder))
    name, other = (page_name(page.record.period, language, _code(page)) for language in (page.language, page.other_language))
    is_there = _other(asked) in beside or (folder / other).exists()
    html = render(page, vega_runtime(home.reports), other_page=other if is_there else None)
    write_whole(folder / name, html)
    write_whole(folder / INDEX, render_index(kept_pages(folder), is_public=asked.is_public))
    record = page.record
    return Written(folder / name, record.period, record.language, record.scope, record.publication, record.since, len(html.encode()))


def _internal(home: Home, file: Path, asked: Asked, pages: list[Kept]) -> Page:
    period = _published(file, published_periods(file), asked.period)
    regency_code = _known_regency(file, asked.regency_code)
    printed = printings(home.reference / "statements", period, regency_code or _only_regency(file))
    facts = bulletin_facts(file, period, _months_back(period, MONTHS_SHOWN - 1), regency_code, announced=printed.month)
    name = page_name(f"{period:%Y-%m}", asked.language, regency_code)
    before = since(pages, name, asked.language, regency_code or NATIONAL, facts.publication.number)
    announced = Announced(printed.of_totals(of_month(facts.year_totals, period)), cuts_coverage=printed.is_cut(facts.announced))
    return page_of(facts, _restated(file, facts, before), _meanings(asked.language), Wording(asked.language), announced)


def _public(_home: Home, file: Path, asked: Asked, pages: list[Kept]) -> Page:
    if asked.regency_code is not None:
        raise UsageRefused("the public bulletin is of the country", "command line", "leave --regency or --public out")
    period = _published(file, public_periods(file), asked.period)
    facts = public_facts(file, period, _months_back(period, MONTHS_SHOWN - 1))
    before = since(pages, page_name(f"{period:%Y-%m}", asked.language), asked.language, PUBLIC, facts.publication.number)
    changes = public_changes(file, before) if before is not None else ()
    return public_page(facts, before, changes, Wording(asked.language))


def _code(page: Page) -> str | None:
    """The regency that a page is of."""
    return None if page.record.scope in (NATIONAL, PUBLIC) else page.record.scope


def _other(asked: Asked) -> Asked:
    return replace(asked, language="en" if asked.language == "id" else "id")


def every_period(home: Home, *, is_public: bool = False) -> tuple[date, ...]:
    """The periods a bulletin can be asked for, oldest first."""
    file = home.current_public if is_public else home.current_file
    periods = public_periods if is_public else published_periods
    return periods(file) if file.exists() else ()


def _published(file: Path, periods: Sequence[date], period: date | None) -> date:
    if not periods:
        raise NothingPublished(str(file))
    if period is None:
        return periods[-1]
    if period not in periods:
        raise UsageRefused(f"{period:%Y-%m} is not published", str(file), _instead(periods, period))
    return period


def _instead(periods: Sequence[date], period: date) -> str:
    """What to do: within the published range the nearest months that are there, else the range."""
    publish = f"or publish it: claims run --period {period:%Y-%m}"
    before, after = ([one for one in periods if one < period], [one for one in periods if one > period])
    if before and after:
        return f"this month is missing between published ones: name {before[-1]:%Y-%m} or {after[0]:%Y-%m}, {publish}"
    return f"name a period from {periods[0]:%Y-%m} to {periods[-1]:%Y-%m}, {publish}"


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
    """What publication `before` showed otherwise: claims of the country, since causes are kept for its figures, and all coverage."""
    if before is None:
        return Restated(None, {}, {})
    months = {month: explain(file, month, before, facts.publication.number) for month in restated_months(file, before)}
    return Restated(before, months, cause_sentences(file), coverage_restated(file, before))


def _meanings(language: str) -> Meanings:
    from transforms.quarantine import rule_sentences

    told = rule_sentences().select("code", "severity", f"sentence_{language}")
    return {code: (severity, sentence) for code, severity, sentence in told.iter_rows()}


def both_languages(regency_code: str | None = None, *, is_public: bool = False) -> tuple[Asked, ...]:
    """The newest bulletin of a place in every language."""
    return tuple(Asked(None, language, regency_code, is_public) for language in LANGUAGES)
