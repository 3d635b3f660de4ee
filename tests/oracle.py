"""A slow, obvious cleaner in plain Python: rows of text in, codes, outcomes, figures out. It shares only the tables with `transforms`."""

import calendar
import csv
import re
from collections import defaultdict
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import date
from itertools import combinations
from pathlib import Path

TABLES = Path(__file__).parents[1] / "transforms" / "tables"
PP82 = date(2019, 12, 2)
M = 100_000_000  # a million rupiah in sen
WARNINGS = frozenset(
    [
        "SG03",
        "DT06",
        "DT07",
        "PT02",
        "ST01",
        "KP01",
        "NP01",
        "NK02",
        "NK03",
        "NK05",
        "RG02",
        "BR01",
        "JKM2",
        "BEA2",
        "BEA4",
        "JKK3",
        "JP02",
        "JP03",
        "JHT1",
        "ID04",
    ]
)
PERSONAL = ("participant_nik", "participant_kpj", "participant_name", "beneficiary_name", "beneficiary_account")
EVENT_DATES = ("contingency_date", "submission_date", "determination_date")


def rows_of(name: str) -> list[dict[str, str]]:
    with (TABLES / f"{name}.csv").open(encoding="utf-8") as file:
        return list(csv.DictReader(file))


def bare(text: str) -> str:
    return "".join(letter for letter in text.lower() if letter.isalnum())


def words(column: str, codes: list[str]) -> dict[str, str]:
    own = {bare(code): code for code in codes}
    return own | {bare(row["raw"]): row["code"] for row in rows_of("aliases") if row["column"] == column}


PROGRAMMES = ["JKK", "JKM", "JHT", "JP", "JKP"]
TYPES = [*PROGRAMMES, "BEASISWA"]
COMPONENTS = {row["benefit_component_code"]: row["benefit_type_code"] for row in rows_of("benefit_components")}
REGIONS = {row["regency_code"] for row in rows_of("regions")}
WORDS = {
    "programme_code": words("programme_code", PROGRAMMES),
    "benefit_type_code": words("benefit_type_code", TYPES),
    "benefit_component_code": words("benefit_component_code", list(COMPONENTS)),
    "segment_code": words("segment_code", ["PU", "BPU", "JAKON", "PMI"]),
    "regency_code": words("regency_code", sorted(REGIONS)),
    "status": words("status", [row["status"] for row in rows_of("statuses")]),
    "payment_type": words("payment_type", ["original", "reissue", "reversal", "correction"]),
}
FORBIDDEN = {"BPU": {"JP", "JKP"}, "JAKON": {"JHT", "JP", "JKP"}, "PMI": {"JP", "JKP"}, "PU": set()}


@dataclass
class Line:
    """One row of the extract, understood as far as it can be."""

    row: int
    text: dict[str, str | None]
    codes: set[str] = field(default_factory=set)
    outcome: str = ""
    line_key: tuple[object, ...] | None = None

    def code(self, column: str) -> str | None:
        text = self.text.get(column)
        return WORDS[column].get(bare(text)) if text else None

    def day(self, column: str) -> date | None:
        try:
            return date.fromisoformat(self.text.get(column) or "")
        except ValueError:
            return None

    @property
    def programme(self) -> str | None:
        said = self.code("programme_code")
        return said or (self.benefit if self.benefit in PROGRAMMES else None)

    @property
    def scholarship_as_programme(self) -> str | None:
        text = self.text.get("programme_code")
        found = WORDS["benefit_type_code"].get(bare(text)) if text else None
        return found if found not in PROGRAMMES else None

    @property
    def benefit(self) -> str | None:
        return self.code("benefit_type_code") or self.scholarship_as_programme or self.code("programme_code")

    @property
    def component(self) -> str | None:
        return self.code("benefit_component_code")

    @property
    def segment(self) -> str | None:
        return self.code("segment_code")

    @property
    def kind(self) -> str | None:
        return self.code("payment_type") if self.text.get("payment_type") else "original"

    @property
    def amount(self) -> int | None:
        text = self.text.get("amount_paid_idr") or ""
        return round(float(text) * 100) if re.fullmatch(r"-?\d+(\.\d\d)?", text) else None

    @property
    def pays(self) -> bool:
        return "status" not in self.text or self.code("status") == "DIBAYAR"

    @property
    def person(self) -> str | None:
        return self.text.get("participant_nik") or self.text.get("participant_kpj")

    @property
    def content(self) -> tuple[object, ...]:
        days = [self.day(column) for column in (*EVENT_DATES, "payment_date")]
        said = [self.programme, self.benefit, self.component, self.segment, self.code("regency_code"), self.kind]
        return (*said, *days, self.amount, self.person, self.text.get("branch_code"), self.text.get("original_payment_id"))

    @property
    def judged_by_law(self) -> bool:
        return self.kind == "original" and self.segment != "PMI"

    @property
    def is_wrong(self) -> bool:
        return bool(self.codes - WARNINGS)


def nik_exists(nik: str) -> bool:
    if not re.fullmatch(r"[0-9]{16}", nik):
        return False
    day, month, year = int(nik[6:8]), int(nik[8:10]), int(nik[10:12])
    day -= 40 if day > 40 else 0
    return 1 <= month <= 12 and any(1 <= day <= calendar.monthrange(century + year, month)[1] for century in (1900, 2000))


def clean(texts: list[dict[str, str | None]], period: date) -> list[Line]:
    """Every line with all codes it breaks, its outcome, and its key."""
    lines = [Line(row, text) for row, text in enumerate(texts, start=2)]
    for line in lines:
        judge(line, period)
    for line in lines:
        line.line_key = key_of(line, lines)
    same_payments(lines)
    together([line for line in lines if line.pays and not line.is_wrong and "ID04" not in line.codes])
    for line in lines:
        line.outcome = outcome(line)
    return lines


def outcome(line: Line) -> str:
    if line.is_wrong:
        return "quarantined"
    if not line.pays:
        return "not_a_payment"
    return "duplicate" if "ID04" in line.codes else "accepted"


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


def paid_before(line: Line, day: date) -> bool:
    paid = line.day("payment_date")
    return paid is not None and paid < day


def over_jkp_cap(line: Line) -> bool:
    paid = line.day("payment_date")
    if line.benefit != "JKP" or line.kind not in ("original", "reissue") or line.amount is None or not paid:
        return False
    late_month = line.component in ("JKP_BULAN_4", "JKP_BULAN_5", "JKP_BULAN_6")
    cap = 3 * M if paid >= date(2025, 2, 7) else (125 if late_month else 225) * M // 100
    return line.amount > cap


def wrong_component_amount(line: Line) -> bool:
    event = line.day("contingency_date")
    lawful = {"JKM_SEKALIGUS": (162, 200), "JKM_BERKALA": (48, 120), "JKM_PEMAKAMAN": (30, 100)}
    if line.component not in lawful or line.benefit != "JKM" or not event or line.amount is None or not line.judged_by_law:
        return False
    return line.amount != lawful[line.component][event >= PP82] * M // 10


def scholarship_years(line: Line) -> set[int] | None:
    """The numbers of years that the amount can be; None where it is not judged."""
    event = line.day("contingency_date")
    if line.benefit != "BEASISWA" or not event or line.amount is None or not line.judged_by_law:
        return None
    if event < PP82:
        return {1} if line.amount == 12 * M else set()
    yearly = {"BEASISWA_TK_SD": 15, "BEASISWA_SMP": 20, "BEASISWA_SMA": 30, "BEASISWA_S1": 120}
    units = [yearly[line.component]] if line.component in yearly else [] if line.component else list(yearly.values())
    return {k for k in range(1, 6) for unit in units if line.amount == k * unit * M // 10}


def over_jkk_cap(line: Line, caps: dict[str, tuple[int, int]]) -> bool:
    event = line.day("contingency_date")
    if line.benefit != "JKK" or line.component not in caps or not event or line.amount is None or not line.judged_by_law:
        return False
    return line.amount > caps[line.component][event >= PP82] * M // 10


TRANSPORT = {"JKK_TRANSPORT_DARAT": (10, 50), "JKK_TRANSPORT_LAUT": (15, 20), "JKK_TRANSPORT_UDARA": (25, 100)}


def pension_bound(line: Line) -> tuple[int, int] | None:
    paid = line.day("payment_date")
    if (
        line.kind != "original"
        or line.amount is None
        or not paid
        or not (line.component or "").startswith("JP_")
        or "BERKALA" not in (line.component or "")
    ):
        return None
    for row in rows_of("jp_pension_bounds"):
        if row["valid_from"] <= paid.isoformat() <= (row["valid_to"] or "9999"):
            return int(row["minimum_idr"]) * 100, int(row["maximum_idr"]) * 100
    return None


def whole_nik(line: Line) -> bool:
    return nik_exists(line.text.get("participant_nik") or "")


LINE_RULES: dict[str, Callable[[Line], bool]] = {
    "ID01": lambda line: not line.text.get("claim_id"),
    "ID03": own_number,
    "ID05": claim_in_words,
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
    "KP01": lambda line: bool(line.text.get("participant_kpj")) and not re.fullmatch(r"[0-9A-Z]{11}", line.text["participant_kpj"] or ""),
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


def key_of(line: Line, lines: list[Line]) -> tuple[object, ...] | None:
    if not line.text.get("claim_id") or line.codes & {"ID03", "ID05"}:
        return None
    if line.text.get("payment_id"):
        return line.text["claim_id"], line.text["payment_id"]
    like = (line.text["claim_id"], line.benefit, line.component, line.day("payment_date"), line.amount)
    earlier = [other for other in lines if other.row < line.row and other.line_key and other.line_key[:5] == like]
    return (*like, len(earlier) + 1)


def groups(lines: list[Line], key: Callable[[Line], object]) -> Iterator[list[Line]]:
    grouped = defaultdict(list)
    for line in lines:
        grouped[key(line)].append(line)
    yield from grouped.values()


def same_payments(lines: list[Line]) -> None:
    for alike in groups([line for line in lines if line.pays and line.line_key], lambda line: line.line_key):
        if len({line.content for line in alike}) > 1:
            mark(alike, "ID02")
        else:
            mark([line for line in alike if not line.is_wrong][1:], "ID04")


def mark(lines: list[Line], code: str) -> None:
    for line in lines:
        line.codes.add(code)


def together(sound: list[Line]) -> None:
    """The rules over several lines; what one finds does not change what another looks at."""
    found: list[tuple[list[Line], str]] = []
    originals = [line for line in sound if line.kind == "original"]
    known = [line for line in sound if line.judged_by_law]
    for claim in groups(originals, lambda line: line.text["claim_id"]):
        months = [line for line in claim if line.benefit == "JKP"]
        found += [(months, "JKP3")] if len(months) > 6 else []
        partial = [line for line in claim if line.component in ("JHT_10", "JHT_30")]
        found += [(partial, "JHT1")] if len(partial) > 1 else []
    for claim in groups([line for line in known if line.benefit == "JKK"], lambda line: line.text["claim_id"]):
        is_fatal = any(line.component == "JKK_SANTUNAN_KEMATIAN" for line in claim)
        event = first_event(claim)
        found += [(claim, "JKK3")] if is_fatal and event and event >= PP82 and total(claim) < 42 * M else []
    for grant in groups(
        [line for line in known if line.benefit == "JKM"], lambda line: (line.text["claim_id"], line.text.get("participant_kpj"))
    ):
        found += [(grant, code) for code in grant_codes(grant)]
    for person in groups([line for line in known if line.benefit == "BEASISWA" and line.person], lambda line: line.person):
        found += [(person, "BEA4")] if total(person) > 174 * M else []
    niks = [line for line in sound if line.text.get("participant_nik")]
    zeros = [line for line in niks if (line.text["participant_nik"] or "").endswith("0")]
    found += [(zeros, "NK05")] if len(niks) >= 50 and len(zeros) > 0.9 * len(niks) else []
    for lines, code in found:
        mark(lines, code)


def grant_codes(grant: list[Line]) -> set[str]:
    event = first_event(grant)
    if event is None:
        return set()
    lawful, funeral = (42 * M, 10 * M) if event >= PP82 else (24 * M, 3 * M)
    paid = total(grant)
    if paid > lawful:
        is_several = not grant[0].text.get("participant_kpj") and paid % lawful == 0
        return set() if is_several else {"JKM1"}
    return {"JKM2"} if paid < lawful and paid != funeral else set()


def first_event(lines: list[Line]) -> date | None:
    return min((event for line in lines if (event := line.day("contingency_date"))), default=None)


def total(lines: list[Line]) -> int:
    return sum(line.amount or 0 for line in lines)


def figures(lines: list[Line]) -> dict[tuple[date, str], tuple[int, int, int, int]]:
    """payment month and benefit type -> claims, payments, participants, sen of the accepted lines."""
    cells: dict[tuple[date, str], list[Line]] = defaultdict(list)
    for line in lines:
        if line.outcome == "accepted":
            cells[line.day("payment_date").replace(day=1), line.benefit].append(line)  # type: ignore[index, union-attr]
    return {
        cell: (
            len({line.text["claim_id"] for line in chosen if (line.amount or 0) > 0}),
            len(chosen),
            len({line.person for line in chosen} - {None}),
            total(chosen),
        )
        for cell, chosen in cells.items()
    }
