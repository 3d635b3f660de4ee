"""The frames a candidate is built from: their columns, types and grain."""

from dataclasses import dataclass, field, fields

import polars as pl
from polars.datatypes import DataType, DataTypeClass

from warehouse.errors import ContentRefused
from warehouse.record import PublicationLedger

Schema = dict[str, DataType | DataTypeClass]

MEASURES: Schema = {
    "claim_count": pl.Int64,
    "payment_count": pl.Int64,
    "participant_count": pl.Int64,
    "amount_paid_sen": pl.Int64,  # sen; becomes DECIMAL(18,2) rupiah in SQL
}

# The first columns of a figure frame, up to the measures, are its grain; `period` is the first day of a payment month.
FRAMES: dict[str, Schema] = {
    "benefit_month": {"period": pl.Date, "benefit_type_code": pl.String, **MEASURES},
    "programme_month": {
        "period": pl.Date,
        "programme_code": pl.String,
        "benefit_type_code": pl.String,
        "benefit_component_code": pl.String,
        **MEASURES,
    },
    "region_month": {
        "period": pl.Date,
        "benefit_type_code": pl.String,
        "segment_code": pl.String,
        "branch_code": pl.String,
        "regency_code": pl.String,
        **MEASURES,
    },
    "year_to_date": {
        "period": pl.Date,
        "scope": pl.String,  # national | regency
        "benefit_type_code": pl.String,
        "regency_code": pl.String,
        **MEASURES,
    },
    "rollup": {
        "span": pl.String,  # month | quarter | year | year_to_date | rolling_12_months
        "period": pl.Date,  # first day of a month (of the last one), of a quarter or of a year
        "breakdown": pl.String,  # nation | regency | branch | segment
        "place_code": pl.String,
        "benefit_type_code": pl.String,  # this or a total, not both
        "total_code": pl.String,
        **MEASURES,
    },
    "final_month": {
        "period": pl.Date,
        "benefit_type_code": pl.String,
        **MEASURES,
        "moved_in_sen": pl.Int64,
        "moved_out_sen": pl.Int64,
    },
    "lag_month": {  # lag_months: extract period - payment month, in months
        "period": pl.Date,
        "benefit_type_code": pl.String,
        "lag_months": pl.Int64,
        "payment_count": pl.Int64,
        "amount_paid_sen": pl.Int64,
    },
    "completion": {  # estimates, of payment lines and of sen
        "period": pl.Date,
        "benefit_type_code": pl.String,
        "measure": pl.String,  # payment_count | amount_paid_idr
        "lag_months": pl.Int64,
        "received": pl.Float64,
        "completion": pl.Float64,
        "completion_low": pl.Float64,
        "completion_high": pl.Float64,
        "final": pl.Float64,
        "final_low": pl.Float64,
        "final_high": pl.Float64,
        "error": pl.Float64,
        "months": pl.Int64,
        "state": pl.String,
    },
    "estimate_rules": {"rule": pl.String, "value": pl.String, "sentence": pl.String, "source": pl.String},
    "periods": {"period": pl.Date, "senders_expected": pl.Int64, "senders_received": pl.Int64},  # the published payment months
    "benefit_types": {"benefit_type_code": pl.String, "name_id": pl.String, "name_en": pl.String, "valid_from": pl.Date},
    "regions": {"regency_code": pl.String, "regency_name": pl.String, "province_code": pl.String, "province_name": pl.String},
    "codes": {  # programmes, segments, branches and totals: kind says which
        "kind": pl.String,
        "code": pl.String,
        "name_id": pl.String,
        "name_en": pl.String,
        "valid_from": pl.Date,
    },
    "extracts": {  # one row per standing extract
        "sender_code": pl.String,
        "period": pl.Date,  # extract period
        "file_name": pl.String,  # masked
        "sha256": pl.String,
        "part_id": pl.String,
        "classification": pl.String,
        "revision": pl.Int64,
        "arrived_at": pl.Datetime("us", "UTC"),
        "refusal_code": pl.String,
        "contract": pl.String,  # the kind of extract; null where it was refused
    },
    "ledger": {  # one row per part
        "part_id": pl.String,
        "sender_code": pl.String,
        "period": pl.Date,  # extract period
        "rows_read": pl.Int64,
        "accepted": pl.Int64,
        "not_a_payment": pl.Int64,
        "quarantined": pl.Int64,
        "duplicate": pl.Int64,
        "furniture": pl.Int64,
        "amount_read_sen": pl.Int64,
        "amount_corrected_sen": pl.Int64,  # what corrections by hand added to it
        "amount_accepted_sen": pl.Int64,
        "amount_not_a_payment_sen": pl.Int64,
        "amount_quarantined_sen": pl.Int64,
        "amount_duplicate_sen": pl.Int64,
        "amount_unreadable_rows": pl.Int64,
        "codes": pl.String,  # JSON object
        "payment_months": pl.String,  # JSON object
        "evidence": pl.String,  # JSON object
        "contract": pl.String,
        # the same account in hundredths of a participant, in place of sen; null for claims
        "participants_read_hundredths": pl.Int64,
        "participants_accepted_hundredths": pl.Int64,
        "participants_quarantined_hundredths": pl.Int64,
        "participants_duplicate_hundredths": pl.Int64,
    },
    "coverage": {  # a month, a place (null: all that have begun to report), a segment (null: those of the target group), a target group
        "period": pl.Date,
        "regency_code": pl.String,
        "segment_code": pl.String,
        "target_group": pl.String,
        "target_group_en": pl.String,
        "participant_count": pl.Int64,  # null: not reported
        "target_population": pl.Int64,
        "coverage_hundredths": pl.Int64,  # of a hundredth of a percent
        "target_source": pl.String,
        "target_year": pl.Int64,
        "target_note": pl.String,
    },
    "worker_month": {
        "period": pl.Date,
        "regency_code": pl.String,
        "worker_group_code": pl.String,
        "worker_group_name": pl.String,
        "worker_group_name_en": pl.String,
        "source_code": pl.String,
        "source_name": pl.String,
        "source_name_en": pl.String,
        "participant_count": pl.Int64,  # null: not reported by all who count there
    },
}

# Why figures differ from those of the publication before, in months that it showed: per payment month, benefit type, cause and file.
CHANGES: Schema = {
    "period": pl.Date,
    "benefit_type_code": pl.String,
    "cause": pl.String,  # warehouse/tables/causes.csv
    "sender_code": pl.String,
    "file_name": pl.String,  # masked
    "sha256": pl.String,
    **MEASURES,
}

# What the figures of each published month were made from, as ids: equal ids, equal figures (law 1).
SOURCES: Schema = {
    "period": pl.Date,
    "month_id": pl.String,  # the month itself
    "year_id": pl.String,  # the quarters, the year and the year to date it is in: the same for all months of a year
    "window_id": pl.String,  # the twelve months up to it
}

FINDINGS: Schema = {  # what the checks found; counts and aggregates, never a line's value
    "suite": pl.String,
    "expectation": pl.String,
    "column": pl.String,
    "severity": pl.String,
    "passed": pl.Boolean,
    "observed": pl.String,
    "unexpected_count": pl.Int64,
    "evaluated_count": pl.Int64,
    "notes": pl.String,
}


@dataclass(frozen=True, slots=True)
class CandidateContent:
    """Everything a publication shows, before SQL. Frames may have more columns than FRAMES names; those are not used."""

    benefit_month: pl.DataFrame
    programme_month: pl.DataFrame
    region_month: pl.DataFrame
    year_to_date: pl.DataFrame
    rollup: pl.DataFrame
    final_month: pl.DataFrame
    lag_month: pl.DataFrame
    completion: pl.DataFrame
    estimate_rules: pl.DataFrame
    periods: pl.DataFrame
    benefit_types: pl.DataFrame
    regions: pl.DataFrame
    codes: pl.DataFrame
    extracts: pl.DataFrame
    ledger: pl.DataFrame
    publication_ledger: PublicationLedger
    maturity_months: int  # a complete month this much older than the newest published one is final
    coverage: pl.DataFrame = field(default_factory=lambda: pl.DataFrame(schema=FRAMES["coverage"]))
    worker_month: pl.DataFrame = field(default_factory=lambda: pl.DataFrame(schema=FRAMES["worker_month"]))
    changes: pl.DataFrame | None = None  # CHANGES; None where what the publication before was made from was never recorded

    sources: pl.DataFrame | None = None  # SOURCES; None where it is not known: all is made again

    def frames(self) -> dict[str, pl.DataFrame]:
        """Every frame by name, in exactly the columns and types of FRAMES, CHANGES and SOURCES."""
        changes = pl.DataFrame(schema=CHANGES) if self.changes is None else shaped("changes", self.changes, CHANGES)
        sources = pl.DataFrame(schema=SOURCES) if self.sources is None else shaped("sources", self.sources, SOURCES)
        known = {f.name: shaped(f.name, getattr(self, f.name), FRAMES[f.name]) for f in fields(self) if f.name in FRAMES}
        return known | {"changes": changes, "sources": sources}


def shaped(name: str, frame: pl.DataFrame, schema: Schema) -> pl.DataFrame:
    """`frame` in the columns and types of `schema`; another width of integer and all-null columns are taken, anything else refused."""
    missing = [column for column in schema if column not in frame.columns]
    if missing:
        raise ContentRefused(name, f"lacks the columns {', '.join(missing)}")
    wrong = [column for column, dtype in schema.items() if not _fits(frame.schema[column], dtype)]
    if wrong:
        raise ContentRefused(name, f"has another type than expected in {', '.join(wrong)}")
    return frame.select(pl.col(column).cast(dtype) for column, dtype in schema.items())


def _fits(given: DataType, wanted: DataType | DataTypeClass) -> bool:
    if isinstance(given, pl.Datetime) and isinstance(wanted, pl.Datetime):
        return given.time_zone is not None  # any zone: what is kept is the instant
    return given in (pl.Null, wanted) or (wanted == pl.Int64 and given.is_integer())
