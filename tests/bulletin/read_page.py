"""A bulletin as a program reads it: without the scripts, its figures with their places."""

import html
import json
import re
from dataclasses import dataclass
from decimal import Decimal

_FIGURE = re.compile(r"<(?:td|p|data)\b([^>]*\bdata-relation=[^>]*)>(.*?)</(?:td|p|data)>", re.DOTALL)
_ATTRIBUTE = re.compile(r'([\w-]+)="([^"]*)"')


@dataclass(frozen=True, slots=True)
class Told:
    """A figure of the page: what it shows, the exact value, and where it stands in the file."""

    text: str
    value: Decimal | None
    relation: str
    measure: str
    key: dict[str, str | None]


def figures(page: str) -> list[Told]:
    """Every figure that names its place."""
    return [_told(attributes, text) for attributes, text in _FIGURE.findall(page)]


def _told(attributes: str, text: str) -> Told:
    given = {name: html.unescape(value) for name, value in _ATTRIBUTE.findall(attributes)}
    value = Decimal(given["data-value"]) if "data-value" in given else None
    return Told(plain(text), value, given["data-relation"], given["data-measure"], json.loads(given["data-key"]))


def plain(text: str) -> str:
    """The text without tags."""
    return " ".join(html.unescape(re.sub(r"<[^>]*>", "", text)).split())


def visible(page: str) -> str:
    """What the page says in words, scripts and styles left out."""
    without_code = re.sub(r"<(script|style)\b.*?</\1>", " ", page, flags=re.DOTALL)
    return plain(without_code.replace("<", " <"))  # cells beside each other are words of their own


def said(page: str) -> str:
    """The announcement, without the letters behind its numbers."""
    found = re.search(r'<p class="said">(.*?)</p>', page, re.DOTALL)
    assert found is not None
    return plain(re.sub(r"<sup>.*?</sup>", "", found[1]))
