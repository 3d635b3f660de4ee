"""The rules that look at one line alone."""

import calendar
import re
from collections.abc import Callable
from datetime import date
from itertools import combinations

from tests.oracle.lawful_amounts import over_jkk_cap, over_jkp_cap, paid_before, pension_bound, scholarship_years, wrong_component_amount
from tests.oracle.line import Line
from tests.oracle.tables import COMPONENTS, EVENT_DATES, FORBIDDEN, PERSONAL, PP82, REGIONS


def judge(line: Line, period: date) -> None:
    if not line.pays and not ("status" in line.text and not line.text["status"]):
        line.codes |= {"ST01"} if line.code("status") is None else set()
        return
    line.codes |= {code for code, breaks in LINE_RULES.items() if breaks(line)}
    last = date(period.year, period.month, calendar.monthrange(period.year, period.month)[1])
    paid = line.day("payment_date")
    line.codes |= {"DT02"} if paid and paid > last else set()


def blank(line: Line, column: str) -> bool:
    return column in line.text and not line.text[column]


def unknown(line: Line, column: str) -> bool:
    return bool(line.text.get(column)) and line.code(column) is None


def own_number(line: Line) -> bool:
    own = {line.text.get(column) for column in PERSONAL} - {None}
    return line.text.get("claim_id") in own or line.text.get("payment_id") in own


def claim_in_words(line: Line) -> bool:
    words = (line.text.get("claim_id") or "").split()
    first, *others = words or [""]
    is_count = len(others) == 1 and first.isdigit() and len(others[0]) > 3 and others[0].isalpha()
    return is_count or (len(words) > 1 and not any(letter.isdigit() for letter in "".join(words)))


def is_destroyed(number: str | None) -> bool:
    return bool(re.fullmatch(r"'?\d(([.,]\d+)? ?e ?\+\d{1,3}|[.,]\d\d+ ?e\d\d\d?)", number or "", re.IGNORECASE))


def names_nothing(line: Line) -> bool:
    said = line.text.get("programme_code")
    meaningless = bool(said) and line.code("programme_code") is None and line.scholarship_as_programme is None
    return meaningless or (not said and not line.text.get("benefit_type_code"))


def other_programme(line: Line) -> bool:
    named, programme, inside = line.code("benefit_type_code"), line.code("programme_code"), line.scholarship_as_programme
    if named and inside:
        return named != inside
    return bool(named and programme) and named != programme and not (named == "BEASISWA" and programme in ("JKM", "JKK"))


def other_component(line: Line) -> bool:
    if unknown(line, "benefit_component_code"):
        return True
    return line.component is not None and line.benefit is not None and COMPONENTS[line.component] != line.benefit


def disordered(line: Line) -> bool:
    days = [line.day(column) for column in (*EVENT_DATES, "payment_date")]
    return any(one > other for one, other in combinations(days, 2) if one and other)


def old_accident(line: Line) -> bool:
    event, paid = line.day("contingency_date"), line.day("payment_date")
    if line.benefit != "JKK" or not event or not paid:
        return False
    month_days = calendar.monthrange(event.year + 5, event.month)[1]
    return date(event.year + 5, event.month, min(event.day, month_days)) < paid


def wrong_sign(line: Line) -> bool:
    amount = line.amount
    if amount is None or line.kind is None:
        return False
    return {"original": amount <= 0, "reissue": amount <= 0, "reversal": amount >= 0, "correction": amount == 0}[line.kind]


def nik_exists(nik: str) -> bool:
    if not re.fullmatch(r"[0-9]{16}", nik):
        return False
    day, month, year = int(nik[6:8]), int(nik[8:10]), int(nik[10:12])
    day -= 40 if day > 40 else 0
    return 1 <= month <= 12 and any(1 <= day <= calendar.monthrange(century + year, month)[1] for century in (1900, 2000))


def whole_nik(line: Line) -> bool:
    return nik_exists(line.text.get("participant_nik") or "")


TRANSPORT = {"JKK_TRANSPORT_DARAT": (10, 50), "JKK_TRANSPORT_LAUT": (15, 20), "JKK_TRANSPORT_UDARA": (25, 100)}
LINE_RULES: dict[str, Callable[[Line], bool]] = {
    "ID01": lambda line: not line.text.get("claim_id"),
    "ID03": own_number,
    "ID05": claim_in_words,
    "ID06": lambda line: is_destroyed(line.text.get("claim_id")),
    "ID07": lambda line: is_destroyed(line.text.get("payment_id")),
    "PR01": names_nothing,
    "PR02": lambda line: unknown(line, "benefit_type_code"),
    "PR03": other_programme,
    "PR04": other_component,
    "SG01": lambda line: unknown(line, "segment_code"),
    "SG02": lambda line: line.segment is not None and line.programme in FORBIDDEN[line.segment],
    "SG03": lambda line: blank(line, "segment_code"),
    "DT01": lambda line: line.day("payment_date") is None,
    "DT03": lambda line: paid_before(line, date(2015, 7, 1)),
    "DT04": lambda line: any(line.text.get(column) and line.day(column) is None for column in EVENT_DATES),
    "DT05": disordered,
    "DT06": old_accident,
    "DT07": lambda line: line.benefit in ("JKM", "JKK", "BEASISWA") and not line.text.get("contingency_date"),
    "AM01": lambda line: line.amount is None,
    "AM02": wrong_sign,
    "PT01": lambda line: unknown(line, "payment_type"),
    "PT02": lambda line: line.kind in ("reversal", "correction") and not line.text.get("original_payment_id"),
    "ST02": lambda line: blank(line, "status"),
    "KP01": lambda line: bool(line.kpj) and not re.fullmatch(r"[0-9A-Z]{11}", line.kpj or ""),
    "KP02": lambda line: is_destroyed(line.text.get("participant_kpj")),
    "NP01": lambda line: bool(line.text.get("employer_npp")) and not re.fullmatch(r"[0-9A-Z]{8}", line.text["employer_npp"] or ""),
    "NK01": lambda line: bool(line.text.get("participant_nik")) and not whole_nik(line) and "E" not in (line.text["participant_nik"] or ""),
    "NK02": lambda line: blank(line, "participant_nik"),
    "NK03": lambda line: whole_nik(line) and f"{line.text['participant_nik'][:2]}.{line.text['participant_nik'][2:4]}" not in REGIONS,  # type: ignore[index]
    "NK04": lambda line: "E" in (line.text.get("participant_nik") or ""),
    "RG01": lambda line: unknown(line, "regency_code"),
    "RG02": lambda line: blank(line, "regency_code"),
    "JKP1": lambda line: line.benefit == "JKP" and paid_before(line, date(2022, 2, 1)),
    "JKP2": over_jkp_cap,
    "JKM3": wrong_component_amount,
    "BEA1": lambda line: scholarship_years(line) == set(),
    "BEA2": lambda line: bool(years := scholarship_years(line)) and 1 not in years,  # type: ignore[operator]
    "BEA3": lambda line: (
        line.benefit == "BEASISWA" and (line.day("contingency_date") or date.min) >= PP82 and paid_before(line, date(2021, 4, 1))
    ),
    "JKK1": lambda line: over_jkk_cap(line, TRANSPORT),
    "JKK2": lambda line: over_jkk_cap(line, {"JKK_HOMECARE": (0, 200)}),
    "JP01": lambda line: (bound := pension_bound(line)) is not None and line.amount < bound[0],  # type: ignore[operator]
    "JP02": lambda line: (bound := pension_bound(line)) is not None and line.amount > bound[1],  # type: ignore[operator]
    "JP03": lambda line: line.component == "JP_HARI_TUA_BERKALA" and paid_before(line, date(2030, 7, 1)),
}
