"""What became of each line: accepted, not a payment, quarantined, or a duplicate within its extract; and the account of it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

import polars as pl

from transforms.judge.lines import has
from transforms.judge.rules import CLAIM_RULES, RuleTable
from transforms.ledger import Ledger

# Codes that tell of a person's hand, not of a rule: they have no bit.
BY_HAND = {"MC01": pl.col("set_by").is_not_null(), "MC02": pl.col("released") != 0}
OUTCOMES = ("accepted", "not_a_payment", "quarantined", "duplicate")


@dataclass(frozen=True, slots=True)
class Account:
    """What corrections by hand did in an extract: the sen they added, lines by correction and effect, the keys of the lines matched."""

    sen: int = 0
    effects: dict[str, dict[str, int]] = field(default_factory=dict)
    line_keys: dict[str, list[int | None]] = field(default_factory=dict)

    @property
    def evidence(self) -> dict[str, str]:
        """In words, for the ledger's readers."""
        told = {name: ", ".join(f"{lines} {effect}" for effect, lines in found.items()) for name, found in self.effects.items()}
        return {"by hand": "; ".join(f"{name}: {lines}" for name, lines in told.items())} if told else {}


BY_NOBODY = Account()


@dataclass(frozen=True, slots=True)
class Tally:
    """Rows, sen over readable amounts and unreadable amounts by outcome; lines by code; accepted lines by payment month."""

    rows: Mapping[str, int]
    sen: Mapping[str, int]
    unreadable_rows: int
    codes: dict[str, int]
    payment_months: dict[str, int]


def decided(judged: pl.LazyFrame, verdicts: pl.DataFrame, nth_lines: pl.DataFrame, rules: RuleTable = CLAIM_RULES) -> pl.LazyFrame:
    """Judged lines, in file order, with what the whole extract says added to mask and line key, and their `outcome`."""
    summed = verdicts.group_by("place").agg(pl.col("bits").sum())
    more = summed.join(nth_lines.rename({"line_key": "nth_key"}), on="place", how="full", coalesce=True)
    return _with(judged, more).with_columns(outcome=_outcome(rules))


def may_be_told(judged: pl.LazyFrame, verdicts: pl.DataFrame) -> pl.LazyFrame:
    """The judged lines of which there may be a finding: few, and so cheap to decide once more with all that is known of them."""
    is_named = pl.col("place").is_in(verdicts["place"].unique().implode())
    return judged.filter((pl.col("mask") != 0) | is_named | pl.any_horizontal(BY_HAND.values()))


def _with(judged: pl.LazyFrame, more: pl.DataFrame) -> pl.LazyFrame:
    if not more.height:
        return judged
    joined = judged.join(more.lazy(), on="place", how="left", maintain_order="left").with_columns(pl.col("bits").fill_null(0))
    return joined.with_columns(
        mask=pl.col("mask") | (pl.col("bits") - (pl.col("bits") & pl.col("waived"))),
        released=pl.col("released") | (pl.col("bits") & pl.col("waived")),
        line_key=pl.coalesce("nth_key", "line_key"),
    ).drop("bits", "nth_key")


def _outcome(rules: RuleTable) -> pl.Expr:
    is_wrong = (pl.col("mask") & pl.lit(rules.errors, dtype=pl.UInt64)) != 0
    return (
        pl.when(is_wrong)
        .then(pl.lit("quarantined"))
        .when(~pl.col("pays"))
        .then(pl.lit("not_a_payment"))
        .when(has(rules.repeat))
        .then(pl.lit("duplicate"))
        .otherwise(pl.lit("accepted"))
    )


def tally(lines: pl.LazyFrame, rule_codes: Sequence[str] = CLAIM_RULES.codes) -> Tally:
    """Count decided lines, in one streaming pass."""
    amount = pl.col("amount_paid_sen")
    by_outcome = lines.group_by("outcome").agg(rows=pl.len(), sen=amount.sum(), unreadable=amount.null_count())
    by_code = lines.select(
        *(has(code).sum().alias(code) for code in rule_codes), *(told.sum().alias(code) for code, told in BY_HAND.items())
    )
    by_month = lines.filter(pl.col("outcome") == "accepted").group_by("payment_month").len()
    outcomes, codes, months = pl.collect_all([by_outcome, by_code, by_month], engine="streaming")
    return Tally(
        rows=_column(outcomes, "rows"),
        sen=_column(outcomes, "sen"),
        unreadable_rows=sum(outcomes["unreadable"]),
        codes={code: count for code, count in codes.row(0, named=True).items() if count},
        payment_months={f"{month:%Y-%m}": count for month, count in months.sort("payment_month").iter_rows()},
    )


def _column(outcomes: pl.DataFrame, measure: str) -> dict[str, int]:
    return dict.fromkeys(OUTCOMES, 0) | dict(outcomes.select("outcome", measure).iter_rows())


def account(  # noqa: PLR0913  both sides of the account
    tally: Tally,
    *,
    lines_read: int,
    sen_read: int,
    furniture: int,
    evidence: Mapping[str, str],
    by_hand: Account = BY_NOBODY,
    contract: str = "claims",
) -> Ledger:
    """The ledger: what was read, counted before anything was decided, against what was decided. Raises RowsUnaccounted."""
    return Ledger(
        rows_read=lines_read + furniture,
        furniture=furniture,
        amount_read_sen=sen_read,
        amount_unreadable_rows=tally.unreadable_rows,
        codes=tally.codes,
        payment_months=tally.payment_months,
        evidence=dict(evidence) | by_hand.evidence,
        amount_corrected_sen=by_hand.sen,
        corrections=by_hand.effects,
        corrected_lines=by_hand.line_keys,
        contract=contract,
        **{outcome: tally.rows[outcome] for outcome in OUTCOMES},
        **{f"amount_{outcome}_sen": tally.sen[outcome] for outcome in OUTCOMES},
    )


def sheet_of(sheets: Sequence[str | None]) -> pl.Expr:
    """The masked sheet name of a line, from its place."""
    names = pl.Series(sheets, dtype=pl.String)
    if len(sheets) == 1:
        return pl.lit(sheets[0], dtype=pl.String)
    return (pl.col("place") // 2**32).replace_strict(pl.Series(range(len(sheets)), dtype=pl.UInt64), names, return_dtype=pl.String)
