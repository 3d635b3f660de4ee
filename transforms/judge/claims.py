"""The rules that need several lines of an extract: a claim's sums and counts, a participant's scholarships, the extract's NIK."""

import math
from collections.abc import Callable

import polars as pl

from transforms.judge.duplicates import VERDICT
from transforms.judge.law import amount_of, is_judged_by_law, rows_of
from transforms.judge.rule import is_original, is_type
from transforms.judge.rules import BIT, ERRORS
from transforms.vocabulary.shapes import Vocabulary

# A rule over several lines: the judged lines that count (see `sound`) -> those of them that break it.
Offenders = Callable[[pl.LazyFrame, Vocabulary], pl.LazyFrame]

ENDS_IN_0, CHANCE = 0.1, 5e-7  # how often a sound NIK does at most (serials begin with 1), and what is held to be no chance


def judge_together(judged: pl.LazyFrame, same_payments: pl.DataFrame, vocabulary: Vocabulary) -> pl.DataFrame:
    """VERDICT of every rule that needs several lines; a line may stand in it once for each such rule."""
    lines = sound(judged, same_payments)
    found = [offenders(lines, vocabulary).select("place", bits=pl.lit(BIT[code], dtype=pl.UInt64)) for code, offenders in TOGETHER.items()]
    return pl.concat([VERDICT.to_frame(), *pl.collect_all(found, engine="streaming")])


def sound(judged: pl.LazyFrame, same_payments: pl.DataFrame) -> pl.LazyFrame:
    """Paid lines that break no rule so far and stand once: what sums may run over."""
    unbroken = judged.filter("pays", (pl.col("mask") & pl.lit(ERRORS, dtype=pl.UInt64)) == 0)
    return unbroken.join(same_payments.lazy(), on="place", how="anti") if same_payments.height else unbroken


def too_many_months(lines: pl.LazyFrame, vocabulary: Vocabulary) -> pl.LazyFrame:
    """JKP3: the original lines of a claim that has more of them than the law has months."""
    months = rows_of(vocabulary, "JKP3")[0]["max_count"]
    originals = lines.filter(is_type("JKP"), is_original())
    return _of(originals, ["claim_key"], originals.group_by("claim_key").len().filter(pl.col("len") > months))


def death_grant_over(lines: pl.LazyFrame, vocabulary: Vocabulary) -> pl.LazyFrame:
    """JKM1: above the statutory total; where the membership is not known, a whole multiple of it may be several memberships."""
    is_over = pl.col("amount_paid_sen") > pl.col("total")
    is_multiple = (pl.col("kpj_key") == 0) & (pl.col("amount_paid_sen") % pl.col("total") == 0)
    return _of_grants(lines, vocabulary, is_over & ~is_multiple)


def death_grant_below(lines: pl.LazyFrame, vocabulary: Vocabulary) -> pl.LazyFrame:
    """JKM2: below the statutory total, and not the funeral grant alone."""
    is_below = pl.col("amount_paid_sen") < pl.col("total")
    return _of_grants(lines, vocabulary, is_below & (pl.col("amount_paid_sen") != pl.col("funeral")))


def _of_grants(lines: pl.LazyFrame, vocabulary: Vocabulary, is_wrong: pl.Expr) -> pl.LazyFrame:
    """The JKM lines of each claim and membership whose sum is wrong. The earliest event date given chooses the law; none: not judged."""
    membership = ["claim_key", "kpj_key"]
    grants = lines.filter(is_type("JKM"), is_judged_by_law(vocabulary)).with_columns(pl.col("kpj_key").fill_null(0))
    sums = _sums(grants, membership).with_columns(
        total=amount_of(vocabulary, "JKM1"),
        benefit_component_code=pl.lit(_component(vocabulary, "JKM", "funeral")),
    )
    return _of(grants, membership, sums.with_columns(funeral=amount_of(vocabulary, "JKM3")).filter(is_wrong))


def fatal_accident_below(lines: pl.LazyFrame, vocabulary: Vocabulary) -> pl.LazyFrame:
    """JKK3: the JKK lines of a claim with a death grant whose sum is below the least possible."""
    injuries = lines.filter(is_type("JKK"), is_judged_by_law(vocabulary))
    deaths = injuries.filter(pl.col("benefit_component_code") == _component(vocabulary, "JKK", "death"))
    fatal = injuries.join(deaths.select("claim_key").unique(), on="claim_key", how="semi")
    is_below = pl.col("amount_paid_sen") < amount_of(vocabulary, "JKK3")
    return _of(fatal, ["claim_key"], _sums(fatal, ["claim_key"]).filter(is_below))


def scholarships_over(lines: pl.LazyFrame, vocabulary: Vocabulary) -> pl.LazyFrame:
    """BEA4: the scholarship lines of a participant whose sum is over what two children can get."""
    ceiling = rows_of(vocabulary, "BEA4")[0]["amount_sen"]
    paid = lines.filter(is_type("BEASISWA"), is_judged_by_law(vocabulary), pl.col("participant_key").is_not_null())
    return _of(paid, ["participant_key"], _sums(paid, ["participant_key"]).filter(pl.col("amount_paid_sen") > ceiling))


def partial_twice(lines: pl.LazyFrame, vocabulary: Vocabulary) -> pl.LazyFrame:
    """JHT1: the partial payments of a claim that has more than one."""
    partial = vocabulary.benefit_components.filter(role="partial")["benefit_component_code"].to_list()
    paid = lines.filter(is_type("JHT"), is_original(), pl.col("benefit_component_code").is_in(partial))
    return _of(paid, ["claim_key"], paid.group_by("claim_key").len().filter(pl.col("len") > 1))


def nik_without_last_digit(lines: pl.LazyFrame, _: Vocabulary) -> pl.LazyFrame:
    """NK05: the lines whose NIK ends in 0, where more of the extract's different NIK do than chance allows."""
    nik = pl.col("participant_key")
    counts = lines.filter("has_nik").select(whole=nik.n_unique(), zeros=nik.filter(pl.col("nik_ends_in_0")).n_unique())
    is_destroyed = is_beyond_chance(**counts.collect(engine="streaming").row(0, named=True))
    return lines.filter(pl.col("nik_ends_in_0") & is_destroyed)


def is_beyond_chance(*, zeros: int, whole: int) -> bool:
    """Whether so many of so many NIK end in 0 by chance less than once in two million: Chernoff's bound on the tail."""
    share = zeros / whole if whole else 0.0
    if share <= ENDS_IN_0:
        return False
    others = (1 - share) * math.log((1 - share) / (1 - ENDS_IN_0)) if zeros < whole else 0.0
    return whole * (share * math.log(share / ENDS_IN_0) + others) > -math.log(CHANCE)


def _sums(lines: pl.LazyFrame, by: list[str]) -> pl.LazyFrame:
    event = pl.col("contingency_date").min()
    return lines.group_by(by).agg(pl.col("amount_paid_sen").sum(), event, pl.col("benefit_type_code").first())


def _of(lines: pl.LazyFrame, key: list[str], wrong: pl.LazyFrame) -> pl.LazyFrame:
    return lines.join(wrong.select(key), on=key, how="semi")


def _component(vocabulary: Vocabulary, benefit_type: str, role: str) -> str:
    found = vocabulary.benefit_components.filter(benefit_type_code=benefit_type, role=role)
    code: str = found["benefit_component_code"].item()
    return code


TOGETHER: dict[str, Offenders] = {
    "NK05": nik_without_last_digit,
    "JKP3": too_many_months,
    "JKM1": death_grant_over,
    "JKM2": death_grant_below,
    "BEA4": scholarships_over,
    "JKK3": fatal_accident_below,
    "JHT1": partial_twice,
}
