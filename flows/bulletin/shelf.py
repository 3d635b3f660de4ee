"""Where bulletins lie: one page per period, place and language, each remembering what it was made from; and the index of them."""

import json
import re
from collections.abc import Iterator
from dataclasses import asdict, dataclass, fields
from datetime import date, datetime
from pathlib import Path

from flows.bulletin.elements import Record
from flows.bulletin.wording import LANGUAGES
from flows.periods import first_day

INDEX = "index.html"
RECORD_ID = "bulletin-record"
_RECORD = re.compile(rf'<script type="application/json" id="{RECORD_ID}">(.*?)</script>', re.DOTALL)
_HEAD_BYTES = 16_384  # the record stands at a page's beginning: the runtime behind it need not be read


@dataclass(frozen=True, slots=True)
class Kept:
    """A page that was written before."""

    path: Path
    record: Record

    @property
    def month(self) -> date:
        """Its period's first day."""
        return first_day(self.record.period)

    @property
    def published_at(self) -> datetime:
        """When the publication it was made from was published."""
        return datetime.fromisoformat(self.record.published_at)


def page_name(period: str, language: str, regency_code: str | None = None) -> str:
    """`2022-07.html`; `2022-07.33.16.en.html` is of one regency, in English."""
    return ".".join(filter(None, (period, regency_code, None if language == LANGUAGES[0] else language, "html")))


def kept_pages(folder: Path) -> list[Kept]:
    """Every bulletin in the folder, newest period first, the country before its places, Indonesian before English."""
    order: dict[str, int] = {language: n for n, language in enumerate(LANGUAGES)}
    pages = sorted(_kept(folder), key=lambda kept: (kept.record.scope[:1].isdigit(), kept.record.scope, order[kept.record.language]))
    return sorted(pages, key=lambda kept: kept.record.period, reverse=True)


def _kept(folder: Path) -> Iterator[Kept]:
    for path in folder.glob("*.html"):
        with path.open(encoding="utf-8", errors="replace") as page:
            found = _RECORD.search(page.read(_HEAD_BYTES))
        record = _record(found[1]) if found else None
        if record is not None:
            yield Kept(path, record)


def _record(text: str) -> Record | None:
    """What a page remembers; None where another release wrote it and it remembers something else."""
    told = json.loads(text)
    names = [one.name for one in fields(Record)]
    return Record(**{name: told[name] for name in names}) if told.keys() >= set(names) else None


def record_json(record: Record) -> str:
    """The record as it stands in its page."""
    return json.dumps(asdict(record), ensure_ascii=False).replace("<", "\\u003c")


def since(pages: list[Kept], name: str, language: str, scope: str, publication: int) -> int | None:
    """The publication that the last bulletin of this kind was made from; None before the first.

    A page written again from the same publication goes on comparing with what it compared with.
    """
    alike = [kept for kept in pages if (kept.record.language, kept.record.scope) == (language, scope)]
    for kept in alike:
        if kept.path.name == name and kept.record.publication == publication:
            return kept.record.since
    earlier = [kept.record.publication for kept in alike if kept.record.publication < publication]
    return max(earlier, default=None)
