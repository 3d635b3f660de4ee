"""The shapes that leave `transforms`: a clean payment line, and a finding about one."""

import polars as pl

# Grain: one accepted payment line of one extract.
LINE = pl.Schema(
    {
        "line_key": pl.UInt64,  # claim and payment number; without payment number the n-th such line
        "content_key": pl.UInt64,  # every meaning-bearing column
        "claim_key": pl.UInt64,
        "participant_key": pl.UInt64,  # keyed hash of NIK else KPJ; null: not counted
        "claim_id": pl.String,
        "payment_id": pl.String,
        "programme_code": pl.String,
        "benefit_type_code": pl.String,
        "benefit_component_code": pl.String,
        "segment_code": pl.String,
        "branch_code": pl.String,
        "regency_code": pl.String,  # dotted, 33.16
        "contingency_date": pl.Date,
        "submission_date": pl.Date,
        "determination_date": pl.Date,
        "payment_date": pl.Date,
        "payment_month": pl.Date,  # first day of payment_date's month
        "amount_paid_sen": pl.Int64,  # signed
        "payment_type": pl.String,  # original, reissue, reversal, correction
        "original_payment_id": pl.String,
        "warning_mask": pl.UInt64,  # bit i: RULES[i] broken, warnings only
        "sheet": pl.String,  # masked
        "source_row": pl.UInt32,  # from 1, as a person sees it
    }
)

# Grain: one line and one code. No personal value ever.
FINDING = pl.Schema(
    {
        "sheet": pl.String,
        "source_row": pl.UInt32,
        "line_key": pl.UInt64,  # as in LINE; null where the line has no name
        "code": pl.String,
        "severity": pl.String,  # error, warning
        "outcome": pl.String,  # what became of the line: quarantined, duplicate, warned
        "column": pl.String,
        "pattern": pl.String,  # shape of the offending text: letters A, digits 9; of MC01 and MC02 the ids of the corrections
        "claim_id": pl.String,
        "payment_id": pl.String,
        "payment_month": pl.Date,
        "amount_paid_sen": pl.Int64,
    }
)
