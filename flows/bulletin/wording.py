"""What a bulletin says in one language: texts of the catalogue, and numbers, months and lists as Babel writes them there."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from decimal import ROUND_DOWN, ROUND_HALF_UP, Decimal
from functools import cache
from pathlib import Path
from string import Formatter
from typing import Any, Literal, TypeVar
from zoneinfo import ZoneInfo

import yaml
from babel import Locale
from babel.dates import format_date, format_datetime, format_interval, format_skeleton
from babel.lists import format_list
from babel.numbers import format_compact_decimal, format_decimal, format_percent, get_decimal_symbol, get_group_symbol

from flows.bulletin.elements import Number
from transforms.zone import AGENCY_ZONE

Language = Literal["id", "en"]
LANGUAGES: tuple[Language, ...] = ("id", "en")
TEXTS = Path(__file__).parent / "texts.yaml"
T = TypeVar("T")
_MILLION = Decimal(10) ** 6
_PER_CENT = Decimal(100)
_OTHER = "other"  # the form every language has


@dataclass(frozen=True, slots=True)
class Rounded:
    """A number in few digits: as it is written, and what one unit of its last digit is worth."""

    text: str
    step: Decimal


@dataclass(frozen=True, slots=True)
class Wording:
    """One language. Every number a reader sees goes through it."""

    language: Language

    def __call__(self, key: str, **values: str | int) -> str:
        """The text of the catalogue, its slots filled: texts as they are, whole numbers grouped; a number chooses the form of its noun."""
        told = {name: value if isinstance(value, str) else self.count(value) for name, value in values.items()}
        return self._form(key, values).format(**told)

    def several(self, key: str) -> tuple[str, ...]:
        """A list of the catalogue."""
        texts = _texts()[key][self.language]
        return tuple(str(text) for text in texts)

    def parts(self, key: str, values: Mapping[str, T]) -> Iterator[str | T]:
        """The text in pieces, what belongs into its slots between them, untouched; a number among it chooses the form."""
        for literal, name, _, _ in Formatter().parse(self._form(key, values)):
            if literal:
                yield literal
            if name is not None:
                yield values[name]

    def _form(self, key: str, values: Mapping[str, object]) -> str:
        """The text in the plural form that Babel knows for its last whole number: nouns follow their numbers.

        The form stands in the catalogue as `<key>_<form>`; without one the text has no other.
        """
        texts = _texts()
        text = str(texts[key][self.language])
        slots = (values[name] for _, name, _, _ in Formatter().parse(text) if name is not None)
        numbers = [number for number in map(_whole, slots) if number is not None]
        form = Locale(self.language).plural_form(numbers[-1]) if numbers else _OTHER
        return str(texts.get(f"{key}_{form}", {}).get(self.language, text))

    def named(self, name_id: str | None, name_en: str | None, code: str | None) -> str:
        """The name in this language, else in the other, else the code."""
        names = (name_id, name_en) if self.language == "id" else (name_en, name_id)
        return next((name for name in (*names, code) if name), "")

    def count(self, number: int) -> str:
        """A whole number, grouped."""
        return str(format_decimal(number, locale=self.language))

    def rupiah(self, amount: Decimal) -> str:
        """An amount to the sen."""
        return str(format_decimal(amount, format="'Rp'#,##0.00;−'Rp'#,##0.00", locale=self.language))

    def plain_rupiah(self, amount: Decimal) -> str:
        """An amount to the rupiah, rounded half up, without its currency: for a column that names it."""
        return str(format_decimal(half_up(amount, Decimal(1)), format="#,##0", locale=self.language))

    def short_rupiah(self, amount: Decimal) -> Rounded:
        """An amount as announcements print it, half up: one decimal of million or billion, two of trillion; below a million whole."""
        rounded = half_up(amount, _step_of(amount))
        step, scale = _step_of(rounded), _scale_of(rounded)  # 999,96 juta is 1,0 miliar
        digits = -(step / scale).adjusted()
        number = format_decimal(abs(rounded) / scale, format=f"#,##0.{'0' * digits}" if digits else "#,##0", locale=self.language)
        return Rounded(f"{'−' if rounded < 0 else ''}Rp{number} {self.unit(rounded)[1]}".rstrip(), step)

    def step(self, step: Decimal) -> str:
        """What a last digit is worth, in words."""
        return f"Rp{format_compact_decimal(step, format_type='long', locale=self.language, fraction_digits=0)}"

    def unit(self, highest: Decimal) -> tuple[Decimal, str]:
        """The scale that suits an axis up to `highest`, and its word ('' for one)."""
        scale = _scale_of(highest)
        words = str(format_compact_decimal(scale, format_type="long", locale=self.language)).split(maxsplit=1)
        return scale, words[1] if len(words) > 1 else ""

    def percent(self, percent: Decimal, digits: int = 1, *, is_cut: bool = False) -> str:
        """`percent` of a hundred; rounded half up, or its further digits cut off."""
        step = Decimal(1).scaleb(-digits)
        rounded = percent.quantize(step, ROUND_DOWN if is_cut else ROUND_HALF_UP)
        return str(format_percent(rounded / _PER_CENT, format=f"#,##0.{'0' * digits}%", locale=self.language))

    def signed_percent(self, percent: Decimal) -> str:
        """The same of a change: its sign always stands before it."""
        rounded = half_up(percent, Decimal("0.1"))
        return str(format_percent(rounded / _PER_CENT, format="+#,##0.0%;−#,##0.0%" if rounded else "#,##0.0%", locale=self.language))

    def way(self, percent: Decimal) -> Literal["", "up", "down"]:
        """Where a change goes, as far as it is written: what is written 0.0 % goes nowhere."""
        rounded = half_up(percent, Decimal("0.1"))
        return "up" if rounded > 0 else "down" if rounded < 0 else ""

    def signed(self, number: Decimal) -> str:
        """A difference in whole units with its sign."""
        return str(format_decimal(half_up(number, Decimal(1)), format="+#,##0;−#,##0", locale=self.language))

    def month(self, month: date) -> str:
        """`Juli 2022`."""
        return str(format_skeleton("yMMMM", month, locale=self.language))

    def month_name(self, month: date) -> str:
        """`Juli`."""
        return str(format_date(month, "LLLL", locale=self.language))

    def short_month(self, month: date) -> str:
        """`Jul 2022`."""
        return str(format_skeleton("yMMM", month, locale=self.language))

    def span(self, first: date, last: date) -> str:
        """`Januari–Juli 2022`; one month alone is that month."""
        if first == last:
            return self.month(first)
        return str(format_interval(first, last, "yMMMM", locale=self.language))

    def day(self, moment: datetime) -> str:
        """`5 Agustus 2022`, where the agency is."""
        return str(format_date(moment.astimezone(ZoneInfo(AGENCY_ZONE)), "d MMMM y", locale=self.language))

    def moment(self, moment: datetime) -> str:
        """The same with the time of day."""
        return str(format_datetime(moment.astimezone(ZoneInfo(AGENCY_ZONE)), "d MMMM y HH:mm", locale=self.language)) + " WIB"

    def listed(self, items: Iterable[str]) -> str:
        """`a, b, dan c`."""
        return str(format_list(list(items), locale=self.language))

    def number_locale(self) -> dict[str, object]:
        """The same separators for the axes of charts (d3's locale)."""
        symbols = {"decimal": get_decimal_symbol(self.language), "thousands": get_group_symbol(self.language)}
        return {**symbols, "grouping": [3], "currency": ["Rp", ""]}


def _whole(value: object) -> int | None:
    """The whole number that fills a slot, by itself or with its basis; None: another thing does."""
    number = value.value if isinstance(value, Number) else value
    return number if isinstance(number, int) else None


def half_up(number: Decimal, step: Decimal) -> Decimal:
    """`number` in whole steps, a half going away from zero."""
    return (number / step).quantize(Decimal(1), ROUND_HALF_UP) * step


def _scale_of(amount: Decimal) -> Decimal:
    """The thousandfold that its digits are counted in: 1 below a million, then million, billion, trillion."""
    exponent = min(12, abs(amount).adjusted() // 3 * 3) if amount else 0
    return Decimal(10) ** exponent if abs(amount) >= _MILLION else Decimal(1)


def _step_of(amount: Decimal) -> Decimal:
    scale = _scale_of(amount)
    decimals = {Decimal(1): 0, Decimal(10) ** 12: 2}.get(scale, 1)
    return scale.scaleb(-decimals)


@cache
def _texts() -> dict[str, dict[str, Any]]:
    texts: dict[str, dict[str, Any]] = yaml.safe_load(TEXTS.read_text(encoding="utf-8"))
    return texts
