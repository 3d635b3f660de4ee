from datetime import UTC, date, datetime
from decimal import Decimal
from string import Formatter

import pytest
import yaml
from babel import Locale

from flows.bulletin.elements import Number
from flows.bulletin.wording import LANGUAGES, TEXTS, Wording, half_up

ID, EN = Wording("id"), Wording("en")


@pytest.mark.parametrize(
    ("amount", "indonesian", "english", "step"),
    [
        ("31896037250.00", "Rp31,9 miliar", "Rp31.9 billion", "100000000"),
        ("648400000", "Rp648,4 juta", "Rp648.4 million", "100000"),
        ("49040000000000", "Rp49,04 triliun", "Rp49.04 trillion", "10000000000"),
        ("28049999999.99", "Rp28,0 miliar", "Rp28.0 billion", "100000000"),
        ("28050000000", "Rp28,1 miliar", "Rp28.1 billion", "100000000"),
        ("999950000", "Rp1,0 miliar", "Rp1.0 billion", "100000000"),
        ("999999.49", "Rp999.999", "Rp999,999", "1"),
        ("0", "Rp0", "Rp0", "1"),
        ("-7409469", "−Rp7,4 juta", "−Rp7.4 million", "100000"),
    ],
)
def test_rupiah_are_told_in_few_digits_rounded_half_up(amount: str, indonesian: str, english: str, step: str) -> None:
    assert ID.short_rupiah(Decimal(amount)).text == indonesian
    assert EN.short_rupiah(Decimal(amount)).text == english
    assert ID.short_rupiah(Decimal(amount)).step == Decimal(step)


def test_coverage_is_rounded_or_cut_off_as_asked() -> None:
    percent = Decimal(17920) * 100 / Decimal(352284)
    assert ID.percent(percent, 2) == "5,09%"
    assert ID.percent(percent, 2, is_cut=True) == "5,08%"


def test_a_half_goes_away_from_zero_and_never_to_the_even_digit() -> None:
    assert half_up(Decimal("2.25"), Decimal("0.1")) == Decimal("2.3")
    assert half_up(Decimal("-2.25"), Decimal("0.1")) == Decimal("-2.3")


def test_months_spans_and_moments_are_those_of_the_language() -> None:
    assert ID.span(date(2022, 1, 1), date(2022, 7, 1)) == "Januari–Juli 2022"
    assert (ID.month(date(2022, 8, 1)), EN.month(date(2022, 8, 1)), ID.short_month(date(2022, 8, 1))) == (
        "Agustus 2022",
        "August 2022",
        "Agu 2022",
    )
    assert ID.span(date(2022, 1, 1), date(2022, 1, 1)) == "Januari 2022"
    assert ID.moment(datetime(2022, 8, 4, 17, 30, tzinfo=UTC)) == "5 Agustus 2022 00:30 WIB"  # where the agency is


def test_a_change_that_is_written_as_nothing_goes_nowhere() -> None:
    assert [ID.way(Decimal(change)) for change in ("0.05", "0.04", "0", "-0.04", "-0.05")] == ["up", "", "", "", "down"]


def test_a_change_always_has_its_sign_and_nothing_has_none() -> None:
    assert [ID.signed_percent(Decimal(change)) for change in ("3.25", "-3.25", "0.04")] == ["+3,3%", "−3,3%", "0,0%"]


def _slots(text: object) -> list[str]:
    return sorted(name for _, name, _, _ in Formatter().parse(str(text)) if name)


def _forms() -> dict[str, set[str]]:
    """The languages that have each plural form besides the one that all have."""
    tags = {language: Locale(language).plural_form.tags for language in LANGUAGES}
    return {form: {language for language in LANGUAGES if form in tags[language]} for form in set().union(*tags.values())}


def test_every_text_stands_in_both_languages_with_the_same_slots() -> None:
    texts = yaml.safe_load(TEXTS.read_text(encoding="utf-8"))
    assert texts
    for key, told in texts.items():
        form = key.rpartition("_")[2]
        assert set(told) == _forms().get(form, set(LANGUAGES)), key
        base = texts[key.removesuffix(f"_{form}")] if form in _forms() else told
        assert {language: _slots(text) for language, text in told.items()} == dict.fromkeys(told, _slots(base["id"])), key


@pytest.mark.parametrize(
    ("key", "values", "english", "indonesian"),
    [
        ("tile_participants", {"count": 1}, "1 participant", "1 peserta"),
        ("tile_participants", {"count": 0}, "0 participants", "0 peserta"),
        ("tile_participants", {"count": 1001}, "1,001 participants", "1.001 peserta"),
        ("gap_senders", {"month": "July", "received": 0, "expected": 1}, "July 0 of 1 sender", "July 0 dari 1 pengirim"),
        ("gap_senders", {"month": "July", "received": 1, "expected": 3}, "July 1 of 3 senders", "July 1 dari 3 pengirim"),
        ("history_section", {"count": 1}, "1 month", "Perkembangan 1 bulan"),
    ],
)
def test_a_noun_stands_in_the_form_that_its_number_asks_for(key: str, values: dict[str, str | int], english: str, indonesian: str) -> None:
    assert (EN(key, **values), ID(key, **values)) == (english, indonesian)


def test_a_number_within_a_sentence_chooses_the_form_and_an_amount_does_not() -> None:
    def told(wording: Wording, claims: int) -> str:
        amount = Number("Rp1", Decimal(1), "Rp1.00", "")
        parts = wording.parts("announce_total", {"claims": Number(wording.count(claims), claims, "", ""), "amount": amount})
        return "".join(part if isinstance(part, str) else part.text for part in parts)

    assert [told(EN, claims) for claims in (1, 2)] == [" 1 claim worth Rp1.", " 2 claims worth Rp1."]
    assert [told(ID, claims) for claims in (1, 2)] == [" 1 kasus senilai Rp1.", " 2 kasus senilai Rp1."]
