"""The profile of an extract: what its accepted lines look like taken together, kept with its ledger so that later months can be held
against it without reading its lines again. Counts and means of many lines only: amounts of fewer than FEWEST lines are not told.
"""

import json
from datetime import date
from typing import Any

import polars as pl

from transforms.parse.period import last_day

FEWEST = 30
THOUSAND, MILLION = 100_000, 100_000_000  # sen
ODD = 0x9E3779B97F4A7C15  # arithmetic on keys wraps


def profile(lines: pl.LazyFrame, period: date) -> str:
    """JSON of what the accepted lines of a claims extract look like.

    Of original payments within `period`: `kinds`, by benefit type: lines, from FEWEST lines on mean and spread of the amounts' logarithms
    (sen) and the shares of whole thousands and millions of rupiah; `days` on which was paid, the `first` and `last` (day of the month),
    lines of the `busiest`. Of all originals, as claims may lawfully have several: `again`, lines of the same claim, component, day and
    amount as another (death grants apart, which one amount by law may be due twice); `claims_again`, full old-age payments of a claim
    that has one already.
    """
    originals = lines.filter(pl.col("payment_type") == "original", pl.col("amount_paid_sen") > 0)
    own = originals.filter(pl.col("payment_date").is_between(period, last_day(period)))
    log = pl.col("amount_paid_sen").cast(pl.Float64).log()
    amount = pl.col("amount_paid_sen")
    kinds = own.group_by("benefit_type_code").agg(
        pl.len(),
        log_mean=log.mean(),
        log_sd=log.std(),
        thousands=(amount % THOUSAND == 0).mean(),
        millions=(amount % MILLION == 0).mean(),
    )
    days = own.group_by(day=pl.col("payment_date").dt.day()).agg(pl.len())
    told, by_day, again, claims_again = pl.collect_all(
        [kinds.sort("benefit_type_code"), days, _same_payments(originals), _same_claims(originals)], engine="streaming"
    )
    return json.dumps(
        {
            "kinds": {row["benefit_type_code"]: _told(row) for row in told.iter_rows(named=True)},
            "days": by_day.height,
            "first": by_day["day"].min(),
            "last": by_day["day"].max(),
            "busiest": by_day["len"].max(),
            "again": _repeats(again.to_series()),
            "claims_again": _repeats(claims_again.to_series()),
        }
    )


def _told(row: dict[str, Any]) -> dict[str, float]:
    shown = ("log_mean", "log_sd", "thousands", "millions") if row["len"] >= FEWEST else ()
    return {"lines": row["len"]} | {name: round(row[name], 6) for name in shown}


def _same_payments(originals: pl.LazyFrame) -> pl.LazyFrame:
    said = (pl.col("benefit_component_code").fill_null(pl.col("benefit_type_code")).hash(0), pl.col("payment_date").to_physical())
    key = pl.col("claim_key") * ODD + said[0]
    key = (key * ODD + said[1].cast(pl.UInt64)) * ODD + pl.col("amount_paid_sen").cast(pl.UInt64)
    return originals.filter(pl.col("benefit_type_code") != "JKM").select(key.alias("key"))


def _same_claims(originals: pl.LazyFrame) -> pl.LazyFrame:
    component = pl.col("benefit_component_code")
    return originals.filter(pl.col("benefit_type_code") == "JHT", component.is_null() | (component == "JHT_PENUH")).select("claim_key")


def _repeats(keys: pl.Series) -> int:
    """How many keys stand there again. Sorting is ten times faster than hashing here."""
    ordered = keys.sort()
    return int((ordered == ordered.shift(1)).sum())
