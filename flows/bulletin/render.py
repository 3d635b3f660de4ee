"""A page as HTML: one template, one stylesheet, the charts' runtime inside, and a policy that forbids the browser any request."""

import base64
import hashlib
import json
from collections.abc import Sequence
from functools import cache
from itertools import count
from pathlib import Path
from string import ascii_lowercase

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup

from flows.bulletin.elements import SIGNS, Cell, Page, Place
from flows.bulletin.shelf import INDEX, RECORD_ID, Kept, record_json
from flows.bulletin.wording import LANGUAGES, Wording

PAGES = Path(__file__).parent / "pages"


def render(page: Page, runtime: str, *, other_page: str | None = None) -> str:
    """The bulletin. `other_page`: the name of the same one in the other language, where there is one."""
    draw = (PAGES / "draw.js.j2").read_text(encoding="utf-8")
    return _environment().get_template("bulletin.html.j2").render(
        page=page, t=Wording("id" if page.language == "id" else "en"), record_id=RECORD_ID, index=INDEX, other_page=other_page,
        record=trusted(record_json(page.record)), runtime=trusted(runtime), draw=trusted(draw), locale=json_block(page.number_locale),
        policy=policy(runtime, draw), numbers=count(1), letters=letters(page),
    )  # fmt: skip


def render_index(pages: Sequence[Kept], *, is_public: bool) -> str:
    """The list of all bulletins of a folder, in both languages at once."""
    template = _environment().get_template("index.html.j2")
    return template.render(pages=pages, id=Wording("id"), en=Wording("en"), policy=policy(), is_public=is_public, languages=LANGUAGES)


def policy(*scripts: str) -> str:
    """The content security policy: these scripts by their hashes, nothing else, and nothing from anywhere."""
    hashes = " ".join(f"'sha256-{base64.b64encode(hashlib.sha256(script.encode()).digest()).decode()}'" for script in scripts)
    allowed = f"script-src {hashes}; " if hashes else ""
    return f"default-src 'none'; {allowed}style-src 'unsafe-inline'; img-src data:; base-uri 'none'; form-action 'none'"


def letters(page: Page) -> dict[str, str]:
    """A letter for each basis of the announcement's numbers."""
    bases = page.announcement.bases if page.announcement else ()
    return {basis: ascii_lowercase[n] if n < len(ascii_lowercase) else str(n) for n, basis in enumerate(bases)}


def trusted(text: str) -> Markup:
    """Text that is written as it stands: scripts of ours, and JSON whose `<` is escaped."""
    return Markup(text)  # noqa: S704 - never a value of the data


def json_block(value: object) -> Markup:
    """JSON that cannot end the block it stands in."""
    return trusted(json.dumps(value, ensure_ascii=False, separators=(",", ":")).replace("<", "\\u003c"))


def attributes(cell: Cell) -> Markup:
    """The exact value and its place, for readers that are programs."""
    told = [] if cell.value is None else [("data-value", f"{cell.value:f}")]
    told += place_attributes(cell.place) if cell.place else []
    return Markup("").join(Markup(' {}="{}"').format(name, value) for name, value in told)


def place_attributes(place: Place) -> list[tuple[str, str]]:
    """Relation, key and column of a figure."""
    return [
        ("data-relation", place.relation),
        ("data-measure", place.measure),
        ("data-key", json.dumps(dict(place.key), ensure_ascii=False)),
    ]


@cache
def _environment() -> Environment:
    environment = Environment(
        loader=FileSystemLoader(PAGES), autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True
    )
    environment.filters |= {"attributes": attributes, "json_block": json_block}
    environment.globals |= {"place_attributes": place_attributes, "SIGNS": SIGNS}
    return environment
