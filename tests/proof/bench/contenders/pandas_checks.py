"""Great Expectations over pandas frames: the expectations of suites `extract`, `lines`, `month`, `marts`, as far as these tables have them.

What the product says in SQL over the candidate is said here over a Boolean column that pandas works out, as its documentation advises.
"""

from typing import Any

import great_expectations as gx
import pandas as pd
from great_expectations import expectations as gxe

from tests.proof.bench.contenders.pandas_clean import last_day, table

COUNTS_ONLY = {"result_format": "BASIC", "partial_unexpected_count": 0}
COUNTS = ("claim_count", "payment_count", "participant_count")
SHARE_LIMIT = 0.25


class GateClosed(Exception):
    """A critical expectation was not met."""


def check(lines: pd.DataFrame, ledger: pd.DataFrame, marts: dict[str, pd.DataFrame], period: str) -> None:
    """Judge all of it; raise GateClosed before anything is published."""
    context = gx.get_context(mode="ephemeral")
    context.variables.progress_bars = {"globally": False}
    source = context.data_sources.add_pandas("claims")
    month = marts["claims_by_benefit_month"]
    region = marts["claims_by_benefit_month_region"]
    suites = [
        ("extract", with_ledger(ledger), of_extract()),
        ("lines", with_truths(lines), of_lines(period)),
        ("month", with_sums(month, marts), of_month()),
        ("marts", month, of_marts(["period", "benefit_type"])),
        ("programme", marts["claims_by_programme_month"], of_marts(["period", "programme", "benefit_type", "component"])),
        ("region", region, [*of_marts(["period", "benefit_type", "segment", "branch", "regency"]), *of_names()]),
        ("year to date", marts["claims_year_to_date"], of_marts(["period", "scope", "benefit_type", "regency"])),
    ]
    for name, frame, expectations in suites:
        batch = source.add_dataframe_asset(name).add_batch_definition_whole_dataframe(name)
        result = batch.get_batch({"dataframe": frame}).validate(
            gx.ExpectationSuite(name, expectations=expectations), result_format=COUNTS_ONLY
        )
        failed = [
            one.expectation_config.type for one in result.results if not one.success and one.expectation_config.severity == "critical"
        ]
        if failed:
            raise GateClosed(name, failed)


def critical(kind: Any, **arguments: Any) -> Any:
    """An expectation that closes the gate."""
    return kind(severity="critical", **arguments)


def warning(kind: Any, **arguments: Any) -> Any:
    """One that only tells."""
    return kind(severity="warning", **arguments)


def holds(column: str) -> Any:
    """The Boolean column is true throughout."""
    return critical(gxe.ExpectColumnValuesToBeInSet, column=column, value_set=[True])


def of_extract() -> list[Any]:
    """Over the ledger."""
    return [
        warning(gxe.ExpectTableRowCountToBeBetween, min_value=1),
        critical(gxe.ExpectColumnValuesToNotBeNull, column="is_balanced"),
        holds("is_balanced"),
        holds("adds_up"),
        critical(gxe.ExpectColumnValuesToBeBetween, column="rows_read", min_value=1),
        critical(gxe.ExpectColumnValuesToBeBetween, column="share", max_value=SHARE_LIMIT),
        warning(gxe.ExpectColumnValuesToBeBetween, column="share", max_value=0.05),
        warning(gxe.ExpectColumnValuesToBeBetween, column="accepted", min_value=1),
    ]


def of_lines(period: str) -> list[Any]:
    """Over every accepted line."""
    benefit_types, segments = (list(table(name)[f"{name[:-1]}_code"]) for name in ("benefit_types", "segments"))
    return [
        warning(gxe.ExpectTableRowCountToBeBetween, min_value=1),
        critical(gxe.ExpectColumnValuesToNotBeNull, column="claim_id"),
        critical(gxe.ExpectCompoundColumnsToBeUnique, column_list=["extract", "claim_id", "payment_id"]),
        critical(gxe.ExpectColumnValuesToNotBeNull, column="sen"),
        holds("sign_fits"),
        critical(gxe.ExpectColumnValuesToNotBeNull, column="payment_date"),
        critical(
            gxe.ExpectColumnValuesToBeBetween, column="payment_date", min_value=pd.Timestamp("2015-07-01"), max_value=last_day(period)
        ),
        holds("month_fits"),
        critical(gxe.ExpectColumnValuesToNotBeNull, column="benefit_type"),
        critical(gxe.ExpectColumnValuesToBeInSet, column="benefit_type", value_set=benefit_types),
        critical(gxe.ExpectColumnValuesToBeInSet, column="segment", value_set=segments),
        warning(gxe.ExpectColumnValuesToNotBeNull, column="participant", mostly=0.9),
    ]


def of_month() -> list[Any]:
    """Over the months by benefit type."""
    benefit_types = list(table("benefit_types")["benefit_type_code"])
    bands = (("JKM", 10e6, 50e6), ("JHT", 1e6, 40e6), ("JKP", 0.3e6, 3e6))
    return [
        critical(gxe.ExpectTableRowCountToBeBetween, min_value=1),
        critical(gxe.ExpectColumnValuesToNotBeNull, column="period"),
        critical(gxe.ExpectColumnValuesToBeInSet, column="benefit_type", value_set=benefit_types),
        warning(gxe.ExpectColumnValuesToBeBetween, column="amount_sen", min_value=0),
        *(warning(gxe.ExpectColumnValuesToBeBetween, column="average_idr", min_value=low, max_value=high,
                  row_condition=f'benefit_type=="{kind}"', condition_parser="pandas") for kind, low, high in bands),
        warning(gxe.ExpectColumnValuesToBeBetween, column="times_the_median", min_value=0.3, max_value=3),
        warning(gxe.ExpectColumnValuesToBeBetween, column="case_share", min_value=0.6, max_value=0.97, row_condition='benefit_type=="JHT"',
                condition_parser="pandas"),
        holds("programme_sum_agrees"),
        holds("region_sum_agrees"),
        holds("year_holds_month"),
    ]  # fmt: skip


def of_marts(key: list[str]) -> list[Any]:
    """Over each mart."""
    return [
        critical(gxe.ExpectTableRowCountToBeBetween, min_value=1),
        critical(gxe.ExpectColumnValuesToNotBeNull, column="benefit_type"),
        critical(gxe.ExpectCompoundColumnsToBeUnique, column_list=key),
        *(critical(gxe.ExpectColumnValuesToBeBetween, column=count, min_value=0) for count in COUNTS),
        *(
            critical(gxe.ExpectColumnPairValuesAToBeGreaterThanB, column_A="payment_count", column_B=count, or_equal=True)
            for count in COUNTS[::2]
        ),
    ]


def of_names() -> list[Any]:
    """A regency has a name."""
    return [
        critical(gxe.ExpectColumnValuesToNotBeNull, column="regency_name", row_condition="regency.notnull()", condition_parser="pandas")
    ]


def with_ledger(ledger: pd.DataFrame) -> pd.DataFrame:
    """The sums made again, and the share set aside."""
    outcomes = ["accepted", "not_a_payment", "quarantined", "duplicate"]
    rows = ledger["rows_read"] == ledger[outcomes].sum(axis=1)
    sen = ledger["sen_read"] == ledger[[f"sen_{outcome}" for outcome in outcomes]].sum(axis=1)
    return ledger.assign(adds_up=rows & sen, share=ledger["quarantined"] / ledger["rows_read"])


def with_truths(lines: pd.DataFrame) -> pd.DataFrame:
    """What must hold of each line, beside it."""
    kind, sen = lines["payment_type"], lines["sen"]
    positive = kind.isin(["original", "reissue"])
    sign_fits = (positive & (sen > 0)) | ((kind == "reversal") & (sen < 0)) | ((kind == "correction") & (sen != 0))
    first = lines["payment_date"].dt.to_period("M").dt.to_timestamp()
    return lines.assign(sign_fits=sign_fits, month_fits=lines["month"] == first)


def with_sums(month: pd.DataFrame, marts: dict[str, pd.DataFrame]) -> pd.DataFrame:
    """Averages, shares and medians of each month and type, and whether its sisters add up to it."""
    key = ["period", "benefit_type"]
    keyed = month.set_index(key)
    agrees = {}
    for name, mart in (("programme", "claims_by_programme_month"), ("region", "claims_by_benefit_month_region")):
        sums = marts[mart].groupby(key, observed=True)[["payment_count", "amount_sen"]].sum()
        agrees[f"{name}_sum_agrees"] = (keyed[["payment_count", "amount_sen"]] == sums.reindex(keyed.index)).all(axis=1)
    year = marts["claims_year_to_date"].query("scope == 'national'").set_index(key)[list(COUNTS)].reindex(keyed.index)
    agrees["year_holds_month"] = (keyed[list(COUNTS)] <= year).all(axis=1)
    median = keyed.groupby("benefit_type", observed=True)["payment_count"].transform(lambda counts: counts.shift().rolling(12, 6).median())
    share = keyed["claim_count"] / keyed.groupby("period")["claim_count"].transform("sum")
    average = keyed["amount_sen"].astype(float) / 100 / keyed["payment_count"]
    return keyed.assign(**agrees, average_idr=average, case_share=share, times_the_median=keyed["payment_count"] / median).reset_index()
