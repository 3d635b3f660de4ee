"""Small contents drawn by hand, for the warehouse's tests."""

import hashlib
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import polars as pl

from warehouse.candidate import build
from warehouse.content import FRAMES, SOURCES, CandidateContent
from warehouse.publish import publish, standing, standing_file
from warehouse.record import PublicationLedger, PublicationRecord

BALANCED = PublicationLedger(5, 3, 1, 1, 0, 500, 300, 100, 100, 0)


def drawn(name: str, text: str) -> pl.DataFrame:
    """A frame of the contract from a table drawn with `|`: the first row names columns, others are null; blank is null."""
    heading, *rows = [[cell.strip() for cell in line.split("|")] for line in text.strip().splitlines()]
    values = {column: [row[heading.index(column)] if column in heading else "" for row in rows] for column in FRAMES[name]}
    return pl.DataFrame({c: pl.Series([_cell(v, FRAMES[name][c]) for v in vs], dtype=FRAMES[name][c]) for c, vs in values.items()})


def _cell(text: str, dtype: object) -> object:
    if text == "":
        return None
    if dtype == pl.Float64:
        return float(text)
    if dtype == pl.Date:
        return date.fromisoformat(text if len(text) == 10 else f"{text}-01")
    return int(text) if dtype == pl.Int64 else text


PERIODS = """
    period  | senders_expected | senders_received
    2022-01 | 2                | 2
    2022-02 | 2                | 1
    2022-03 |                  | 1
"""
BENEFIT_TYPES = """
    benefit_type_code | name_id                     | name_en            | valid_from
    JHT               | Jaminan Hari Tua            | Old age            | 2015-07-01
    JKP               | Jaminan Kehilangan Pekerjaan | Unemployment       | 2022-02-01
"""
REGIONS = """
    regency_code | regency_name    | province_code | province_name
    33.16        | Kabupaten Blora | 33            | Jawa Tengah
"""
CODES = """
    kind      | code              | name_id                     | name_en                  | valid_from
    programme | JHT               | Jaminan Hari Tua            | Old age                  | 2015-07-01
    segment   | PU                | Penerima Upah               | Wage earners             | 2015-07-01
    total     | ALL               | Semua jenis manfaat         | All benefit types        |
    total     | WITHOUT_EDUCATION | Tanpa beasiswa pendidikan   | Without education grants |
"""
ROLLUP = """
    span|period|breakdown|place_code|benefit_type_code|total_code|claim_count|payment_count|participant_count|amount_paid_sen
    month             | 2022-02 | nation  |       |     | ALL               | 2 | 3 | 2 | 123456789
    month             | 2022-02 | nation  |       |     | WITHOUT_EDUCATION | 2 | 3 | 2 | 123456789
    month             | 2022-02 | regency | 33.16 | JHT |                   | 1 | 2 | 1 | 123456700
    month             | 2022-02 | regency |       | JHT |                   | 1 | 1 | 1 | 89
    month             | 2022-02 | regency | 33.16 |     | ALL               | 1 | 2 | 1 | 123456700
    month             | 2022-02 | branch  | K01   | JHT |                   | 1 | 2 | 1 | 123456700
    month             | 2022-02 | segment | PU    | JHT |                   | 1 | 2 | 1 | 123456700
    quarter           | 2022-01 | nation  |       | JHT |                   | 2 | 3 | 2 | 123456789
    quarter           | 2022-01 | nation  |       |     | ALL               | 2 | 3 | 2 | 123456789
    quarter           | 2022-01 | regency | 33.16 | JHT |                   | 1 | 2 | 1 | 123456700
    year              | 2022-01 | regency | 33.16 | JHT |                   | 1 | 2 | 1 | 123456700
    year              | 2022-01 | segment | PU    | JHT |                   | 1 | 2 | 1 | 123456700
    year_to_date      | 2022-02 | nation  |       |     | ALL               | 2 | 3 | 2 | 123456789
    year_to_date      | 2022-03 | nation  |       |     | ALL               | 2 | 3 | 2 | 123456789
    year_to_date      | 2022-03 | regency | 33.16 |     | ALL               | 1 | 2 | 1 | 123456700
    rolling_12_months | 2022-02 | nation  |       | JHT |                   | 2 | 3 | 2 | 123456789
    rolling_12_months | 2022-03 | nation  |       | JHT |                   | 2 | 3 | 2 | 123456789
    rolling_12_months | 2022-03 | nation  |       |     | ALL               | 2 | 3 | 2 | 123456789
"""
BENEFIT_MONTH = """
    period  | benefit_type_code | claim_count | payment_count | participant_count | amount_paid_sen
    2022-02 | JHT               | 2           | 3             | 2                 | 123456789
"""
REGION_MONTH = """
    period|benefit_type_code|segment_code|branch_code|regency_code|claim_count|payment_count|participant_count|amount_paid_sen
    2022-02 | JHT | PU | K01 | 33.16 | 1 | 2 | 1 | 123456700
    2022-02 | JHT |    |     |       | 1 | 1 | 1 | 89
"""
PROGRAMME_MONTH = """
    period | programme_code | benefit_type_code | benefit_component_code | claim_count | payment_count | participant_count | amount_paid_sen
    2022-02 | | JHT | JHT_PENUH | 2 | 3 | 2 | 123456789
"""
YEAR_TO_DATE = """
    period  | scope    | benefit_type_code | regency_code | claim_count | payment_count | participant_count | amount_paid_sen
    2022-02 | national | JHT               |              | 2           | 3             | 2                 | 123456789
    2022-02 | regency  | JHT               | 33.16        | 1           | 2             | 1                 | 123456700
    2022-02 | regency  | JHT               |              | 1           | 1             | 1                 | 89
"""
FINAL_MONTH = """
    period  | benefit_type_code | claim_count | payment_count | participant_count | amount_paid_sen | moved_in_sen | moved_out_sen
    2022-02 | JHT               | 2           | 3             | 2                 | 123456789       | 0            | 0
"""
LAG_MONTH = """
    period  | benefit_type_code | lag_months | payment_count | amount_paid_sen
    2022-02 | JHT               | 0          | 2             | 123456700
    2022-02 | JHT               | 1          | 1             | 89
"""
COMPLETION = """
    period  | benefit_type_code | measure         | lag_months | received | state
    2022-02 | JHT               | amount_paid_idr |            |          | senders missing
    2022-02 | JHT               | payment_count   |            |          | senders missing
"""
ESTIMATE_RULES = """
    rule           | value | sentence                        | source
    minimum_months | 6     | fewer than these tell nothing   | drawn
"""
COVERAGE = """
    period|regency_code|segment_code|target_group|participant_count|target_population|coverage_hundredths|target_source|target_year
    2022-02 | 33.16     | BPU        |            | 14180           |                  |                   |              |
    2022-02 | 33.16     | PMI        |            |                 |                  |                   |              |
    2022-02 | 33.16     |            | informal   | 17920           | 352284           | 50868             | drawn        | 2022
    2022-02 |           | BPU        |            | 14180           |                  |                   |              |
"""
WORKER_MONTH = """
    period | regency_code | worker_group_code | worker_group_name | worker_group_name_en | source_code | source_name | source_name_en |\
    participant_count
    2022-02 | 33.16 | RENTAN | Pekerja rentan | Vulnerable workers | CSR | CSR | Company CSR | 900
"""
EXTRACTS = """
    sender_code | period  | file_name | sha256 | part_id | classification | revision | refusal_code
    K01         | 2022-02 | jht.csv   | ab12   | p1      | new            | 1        |
    K01         | 2022-02 | junk.csv  | cd34   |         | new            |          | EX02
"""
LEDGER = pl.DataFrame(
    {
        "part_id": ["p1"],
        "sender_code": ["K01"],
        "period": [date(2022, 2, 1)],
        "rows_read": [9],
        "accepted": [5],
        "not_a_payment": [1],
        "quarantined": [1],
        "duplicate": [1],
        "furniture": [1],
        "amount_read_sen": [600],
        "amount_corrected_sen": [100],
        "amount_accepted_sen": [500],
        "amount_not_a_payment_sen": [100],
        "amount_quarantined_sen": [50],
        "amount_duplicate_sen": [50],
        "amount_unreadable_rows": [0],
        "codes": ['{"NK01": 1}'],
        "payment_months": ['{"2022-02": 5}'],
        "evidence": ["{}"],
        "contract": ["claims"],
        **{f"participants_{name}_hundredths": [None] for name in ("read", "accepted", "quarantined", "duplicate")},
    }
)


def content(**frames: pl.DataFrame | str | int | PublicationLedger) -> CandidateContent:
    """The content drawn above, with some frames (or their drawing), the ledger or `maturity_months` replaced.

    Beside other figures the lags, the estimates and what is rolled up are empty: those drawn above would contradict them.
    """
    given: dict[str, object] = {
        "benefit_month": BENEFIT_MONTH,
        "programme_month": PROGRAMME_MONTH,
        "region_month": REGION_MONTH,
        "year_to_date": YEAR_TO_DATE,
        "rollup": ROLLUP if frames.keys().isdisjoint(("benefit_month", "periods", "benefit_types")) else "span",
        "final_month": FINAL_MONTH,
        "lag_month": LAG_MONTH if frames.keys().isdisjoint(("benefit_month", "periods")) else "period",
        "completion": COMPLETION if frames.keys().isdisjoint(("benefit_month", "periods", "benefit_types")) else "period",
        "estimate_rules": ESTIMATE_RULES,
        "periods": PERIODS,
        "benefit_types": BENEFIT_TYPES,
        "regions": REGIONS,
        "codes": CODES,
        "coverage": COVERAGE,
        "worker_month": WORKER_MONTH,
        "extracts": EXTRACTS,
        "ledger": LEDGER,
        "publication_ledger": BALANCED,
        "maturity_months": 3,
    } | frames
    drawn_frames = {name: drawn(name, value) if isinstance(value, str) else value for name, value in given.items()}
    return with_sources(CandidateContent(**drawn_frames))  # type: ignore[arg-type]


def with_sources(given: CandidateContent) -> CandidateContent:
    """The content with an id for what each of its months, years and windows was counted from: here the figures themselves."""
    months = given.periods["period"].drop_nulls().unique().sort().to_list()
    rows = [(month, _id(given, month, "month"), _id(given, month, "year"), _id(given, month, "window")) for month in months]
    return replace(given, sources=pl.DataFrame(rows, schema=SOURCES, orient="row"))


def _id(given: CandidateContent, month: date, span: str) -> str:
    in_month, in_year = pl.col("period") == month, pl.col("period").dt.year() == month.year
    rows = given.rollup
    match span:
        case "month":
            own = [given.region_month.filter(in_month), rows.filter(in_month, pl.col("span") == "month")]
        case "year":
            own = [given.year_to_date.filter(in_year), rows.filter(in_year, pl.col("span").is_in(["quarter", "year", "year_to_date"]))]
        case _:
            own = [rows.filter(in_month, pl.col("span") == "rolling_12_months")]
    told = [f"{frame.height} {frame.hash_rows(seed=7).cast(pl.UInt128).sum()}" for frame in own]
    return hashlib.sha256(f"{span} {month.year} {told}".encode()).hexdigest()


def record(number: int = 1, previous_number: int | None = None, kind: str = "run") -> PublicationRecord:
    """The record of a publication made at 6:00 UTC: the first on 5 August 2022, each a day after the one before."""
    published_at = datetime(2022, 8, 5, 6, 0, tzinfo=UTC) + timedelta(days=number - 1)
    return PublicationRecord(number, f"inputs-{number}", kind, published_at, "fp", "key", previous_number)  # type: ignore[arg-type]


def sealed(folder: Path, given: CandidateContent | None = None, number: int = 1, previous: Path | None = None) -> Path:
    """The sealed file of a candidate built in `folder`."""
    candidate = build(folder, given or content(), record(number, number - 1 or None), previous)
    candidate.seal()
    return candidate.file


def publish_next(warehouse: Path, given: CandidateContent | None = None, kind: str = "run") -> str:
    """Build, seal and publish after the one that stands; hands back the content hash."""
    before = standing(warehouse)
    number = (before or 0) + 1
    folder = warehouse / "publications" / ".candidate"
    candidate = build(folder, given or content(), record(number, before, kind), standing_file(warehouse))
    content_hash = candidate.seal()
    publish(warehouse, folder, number)
    return content_hash


def names_in(folder: Path) -> list[str]:
    """The names in a folder, sorted."""
    return sorted(path.name for path in folder.iterdir())
