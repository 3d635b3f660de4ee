"""Random histories of a small agency: months that come one after the other, late lines, corrections, withdrawals."""

from dataclasses import dataclass
from datetime import date

import numpy as np
import polars as pl

from tests.disclosure.attacker import Cell
from transforms.disclosure.cells import CELL, Calendar, claims, is_sensitive, measured, truth
from transforms.disclosure.changes import TOUCHED, touched
from transforms.disclosure.marks import FIGURES, Rules, changed, marked
from transforms.disclosure.vintages import VINTAGE, continued, last_shown

K = 5
RULES = Rules(K, 0.5)
TYPES = pl.DataFrame({"benefit_type_code": ["JHT", "JKM", "JKK"], "valid_from": [date(2015, 7, 1)] * 3})
DEATH_SEN = 42_000_000_00
LINES = pl.Schema(
    {
        "claim_key": pl.UInt64,
        "participant_key": pl.UInt64,
        "payment_month": pl.Date,
        "benefit_type_code": pl.String,
        "regency_code": pl.String,
        "segment_code": pl.String,
        "amount_paid_sen": pl.Int64,
    }
)


@dataclass(slots=True)
class Published:
    """The public vintages of a history, and what was true in each publication."""

    vintages: pl.DataFrame
    true: dict[int, dict[Cell, tuple[float, float]]]
    states: dict[int, pl.DataFrame]  # truth, by publication
    exposed: int = 0


def published(states: list[pl.DataFrame], months: list[list[date]], lacking: list[set[date]] | None = None) -> Published:
    """Publish these states of the lines one after the other, each with the months it has. `lacking`: those of them that lack a sender."""
    out = Published(pl.DataFrame(schema=VINTAGE), {}, {})
    kept = []
    for number, (lines, own) in enumerate(zip(states, months, strict=True), 1):
        incomplete = lacking[number - 1] if lacking else set[date]()
        calendar = Calendar(2022, {month: month not in incomplete for month in own}, TYPES, ["PU", "BPU"])
        now = claims(lines.filter(pl.col("payment_month").is_in(own)).lazy()).collect()
        kept.append(now)
        prior = last_shown(out.vintages)
        true = truth(measured(now.lazy(), calendar), calendar, prior["regency_code"].unique().to_list())
        parts = [pl.DataFrame(schema=TOUCHED)]
        for (basis,), cells in changed(true, prior, RULES).group_by("shown_since_publication"):
            parts.append(touched(kept[int(str(basis)) - 1].lazy(), now.lazy(), calendar, cells).select(TOUCHED.names()))
        outcome = marked(true, prior, pl.concat(parts), calendar, RULES, number)
        out.vintages = continued(out.vintages, outcome.figures.select(FIGURES.names()).cast(FIGURES), number)
        out.exposed += outcome.exposed.height
        rows = true.select(*CELL, "claim_count", "amount_paid_sen").iter_rows()
        out.true[number] = {(a, b, c, d, e): (float(count), sen / 1e8) for a, b, c, d, e, count, sen in rows}
        out.states[number] = true.with_columns(is_sensitive=is_sensitive(K, RULES.dominance_share))
    return out


def random_history(seed: int, *, is_additive: bool = True) -> Published:
    """A year of a few regencies; six to eight publications, the last ones of the whole year with late changes."""
    random = np.random.default_rng(seed)
    regencies = [f"33.{n:02d}" for n in range(1, int(random.integers(1, 5)) + 1)]
    lines = _lines(random, regencies, range(1, 13), 0, is_additive=is_additive)
    months = [date(2022, month, 1) for month in range(1, 13)]
    states, shown = [], []
    for last in sorted(random.choice(range(1, 12), 3, replace=False)):
        states.append(lines.filter(random.random(lines.height) > random.choice([0.0, 0.05])))
        shown.append(months[:last])
    states.append(lines)
    shown.append(months)
    for _ in range(int(random.integers(2, 5))):
        lines = _changed(random, lines, regencies, is_additive=is_additive)
        states.append(lines)
        shown.append(months)
    return published(states, shown)


def random_losses(seed: int) -> Published:
    """A year whole, then without the extracts of a month or two, then with them and late lines, twice over."""
    random = np.random.default_rng(seed)
    regencies = [f"33.{n:02d}" for n in range(1, int(random.integers(1, 5)) + 1)]
    months = [date(2022, month, 1) for month in range(1, 13)]
    whole = _lines(random, regencies, range(1, 13), 0, is_additive=True)
    states, lacking = [whole], [set[date]()]
    for _ in range(2):
        lost = set(random.choice(np.array(months, dtype=object), int(random.integers(1, 3)), replace=False))
        place = pl.col("payment_month").is_in(list(lost)) & (pl.col("regency_code").is_in(regencies[:2]) | (random.random() < 0.5))
        states.append(whole.filter(~place))
        whole = _changed(random, whole, regencies, is_additive=True)
        states.append(whole)
        lacking += [lost, set()]
    return published(states, [months] * len(states), lacking)


def _lines(random: np.random.Generator, regencies: list[str], months: range, first: int, *, is_additive: bool) -> pl.DataFrame:
    rows = []
    for regency in regencies:
        for benefit, rate in (("JHT", random.choice([3, 8, 20])), ("JKM", random.choice([0.5, 2])), ("JKK", random.choice([0.2, 1, 3]))):
            for month in months:
                for _ in range(random.poisson(rate)):
                    claim = first + len(rows) if is_additive or benefit != "JKK" or random.random() < 0.5 else int(random.integers(20))
                    rows.append((claim, claim, date(2022, int(month), 1), benefit, regency, _segment(random), _amount(random, benefit)))
    return pl.DataFrame(rows, schema=LINES, orient="row")


def _segment(random: np.random.Generator) -> str:
    return str(random.choice(["PU", "BPU", ""], p=[0.9, 0.09, 0.01]))


def _amount(random: np.random.Generator, benefit: str) -> int:
    return DEATH_SEN if benefit == "JKM" else int(np.exp(random.normal(21, 1.5)))


def _changed(random: np.random.Generator, lines: pl.DataFrame, regencies: list[str], *, is_additive: bool) -> pl.DataFrame:
    """Late lines of one month, a few withdrawn, a few with another amount."""
    month = int(random.integers(1, 13))
    late = _lines(random, regencies, range(month, month + 1), 1_000_000 * int(random.integers(1, 10_000)), is_additive=is_additive)
    if random.random() < 0.5:
        late = late.head(int(random.integers(1, 4)))
    gone = random.random(lines.height) < random.choice([0.0, 0.002, 0.02])
    other = pl.Series(random.random(lines.height) < random.choice([0.0, 0.002, 0.02]))
    amended = lines.with_columns(amount_paid_sen=pl.when(other).then(pl.col("amount_paid_sen") * 11 // 10).otherwise("amount_paid_sen"))
    return pl.concat([amended.filter(pl.Series(~gone)), late])
