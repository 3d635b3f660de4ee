"""Codes, words and days, read once more from the tables that are all the oracle shares with `transforms`."""

import csv
from datetime import date
from pathlib import Path

TABLES = Path(__file__).parents[2] / "transforms" / "tables"
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
        "KP02",
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
