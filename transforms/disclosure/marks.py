"""What the public file shows of each cell: its figure, an earlier one that is held, or only that it is suppressed or not reported.

A cell that was told stays told, and one that was suppressed stays suppressed until as many claims have changed in it as a cell must have:
what is public cannot be taken back, and what is not must not come to light by the difference between two publications. So a change
decides about new cells, about restating or holding, and about what may come out of suppression.

A told cell that has no lines any more while a sender is missing is not reported again. Whoever reads that knows that it is 0 now, and
that all it told (nothing, or as many claims as a cell must have) is gone: the audit takes it for known. When lines come again they are
weighed against what was told last.
"""

from dataclasses import dataclass

import numpy as np
import polars as pl
import scipy.sparse as sp

from transforms.disclosure.audit import Flags, Measure, unsafe
from transforms.disclosure.cells import CELL, QUARTER, Calendar, is_sensitive
from transforms.disclosure.protect import Ground, Protected, protected
from transforms.disclosure.relations import Numbers, Relations, relations

SHOWN, SUPPRESSED, HELD, NOT_REPORTED = "shown", "suppressed", "held", "not_reported"
FIGURES = pl.Schema(
    {
        **dict.fromkeys(CELL, pl.String()),
        "period": pl.Date(),
        "mark": pl.String(),
        "claim_count": pl.Int64(),  # as shown; null where suppressed or not reported
        "amount_paid_sen": pl.Int64(),
        "shown_since_publication": pl.Int64(),  # of which publication's lines the figure is true
    }
)
PRICE_OF_THE_LOST = 10.0  # of holding a cell that is not reported any more: only where holding others does not do
MARGIN = 0.25  # a suppressed amount must be able to lie this share of itself away: more than the 20 % that are promised


@dataclass(frozen=True, slots=True)
class Rules:
    """Cells under `threshold` claims or participants, or with one claim above `dominance_share` of them, are not shown."""

    threshold: int
    dominance_share: float


@dataclass(frozen=True, slots=True)
class Marked:
    """FIGURES of one year's cells, in the order of CELL; `exposed`: cells not told that could not be made safe."""

    figures: pl.DataFrame
    exposed: pl.DataFrame


def changed(truth: pl.DataFrame, prior: pl.DataFrame, rules: Rules) -> pl.DataFrame:
    """CELL and shown_since_publication of the cells of which a change decides: told otherwise before, or suppressed and not small now."""
    both = truth.join(prior, on=CELL, suffix="_before")
    may_be_told = (pl.col("mark") == SUPPRESSED) & ~is_sensitive(rules.threshold, rules.dominance_share)
    is_told_otherwise = pl.col("mark").is_in([SHOWN, HELD]) & _differs()
    return both.filter(may_be_told | is_told_otherwise).select(*CELL, "shown_since_publication")


def marked(truth: pl.DataFrame, prior: pl.DataFrame, touched: pl.DataFrame, calendar: Calendar, rules: Rules, number: int) -> Marked:
    """What publication `number` shows of one year.

    `truth`: transforms.disclosure.cells. `prior`: FIGURES of the publications before, the last of each cell. `touched`: how many claims
    changed in the cells of `changed` since the publication they show, or have been suppressed from.
    """
    cells = _with_states(truth, prior, touched, rules).sort(CELL)
    tied = relations(cells, calendar)
    outcome = _hidden(cells, _measures(cells, tied, rules), tied, calendar.year)
    decided = cells.with_columns(is_hidden=pl.Series(outcome.free))
    return Marked(_figures(decided, number), decided.filter(pl.Series(outcome.exposed)).select(CELL))


def _hidden(cells: pl.DataFrame, measures: list[Measure], tied: Relations, seed: int) -> Protected:
    """Which cells are not told, in two steps.

    First what is suppressed, as if held figures were those of today: it must not hang on somebody's doubt about a held one. Then what is
    held. Cells that come out of suppression must protect each other in the past: who takes all others for unchanged must not know what
    they were. Those that do not, stay.
    """
    ground = Ground(measures, tied.sums, _price(cells), seed)
    start, is_new, is_changed, may_come_out = (cells[name].to_numpy() for name in ("is_hidden", "is_new", "is_changed", "may_come_out"))
    stays = start & ~is_changed
    while True:
        alone = protected(ground, stays, is_new | (may_come_out & ~stays))
        comes_out = may_come_out & ~alone.free
        given_away = np.logical_or.reduce([unsafe(measure, tied.sums, comes_out, seed) for measure in measures])
        if not given_away.any():
            break
        stays = stays | given_away
    if not is_changed.any():
        return alone
    return protected(ground, start | alone.free, is_new | is_changed | comes_out, alone)


def _differs() -> pl.Expr:
    return (pl.col("claim_count") != pl.col("claim_count_before")) | (pl.col("amount_paid_sen") != pl.col("amount_paid_sen_before"))


def _with_states(truth: pl.DataFrame, prior: pl.DataFrame, touched: pl.DataFrame, rules: Rules) -> pl.DataFrame:
    """Adds what each cell was, and whether it must be hidden: suppressed or held."""
    joined = truth.join(prior, on=CELL, how="left", suffix="_before").join(touched, on=CELL, how="left")
    was = pl.col("mark").fill_null(NOT_REPORTED)
    states = joined.with_columns(
        is_sensitive=is_sensitive(rules.threshold, rules.dominance_share),
        is_new=(was == NOT_REPORTED) & pl.col("is_reported"),
        was_told=was.is_in([SHOWN, HELD]),
        was_suppressed=was == SUPPRESSED,
    ).with_columns(is_changed=pl.col("was_told") & _differs(), is_lost=pl.col("was_told") & ~pl.col("is_reported"))
    small = pl.col("touched").fill_null(0) < rules.threshold
    return states.with_columns(
        may_come_out=pl.col("was_suppressed") & pl.col("is_reported") & ~pl.col("is_sensitive") & ~small,
    ).with_columns(
        is_hidden=(pl.col("was_suppressed") & ~pl.col("may_come_out"))
        | (pl.col("is_new") & pl.col("is_sensitive"))
        | (pl.col("is_changed") & ~pl.col("is_lost") & (small | pl.col("is_sensitive"))),
    )


def _measures(cells: pl.DataFrame, tied: Relations, rules: Rules) -> list[Measure]:
    return [_counts(cells, tied, rules.threshold), _amounts(cells, rules.threshold)]


def _counts(cells: pl.DataFrame, tied: Relations, threshold: int) -> Measure:
    """A suppressed count below the threshold must be able to be 0, or at least the threshold; a held change must not be exact.

    Of a held count it is known that it has changed by less than the threshold.
    """
    count = cells["claim_count"].to_numpy().astype(float)
    holds, step = _holds(cells), _step(cells, "claim_count")
    few = (count >= 1) & (count < threshold)
    ties, slack = _ties(tied, count)
    return Measure(
        name="claim_count",
        low=np.where(holds, np.minimum(0, np.maximum(-count, 1 - threshold - step)), -count),
        high=np.where(holds, np.maximum(0, threshold - 1 - step), 2 * count.max(initial=0) + 4 * threshold),
        up=np.where(holds, 1.0, np.where(few, threshold - count, 1.0)),
        down=np.where(holds, 1.0, np.where(few, count, 1.0)),
        wanted=np.where(holds, step != 0, few),
        ties=ties,
        slack=slack,
    )


def _amounts(cells: pl.DataFrame, threshold: int) -> Measure:
    """A suppressed amount must be able to lie off by MARGIN; one of few claims as far as that its average would not tell how many.

    Amounts fixed by law (42 million for a death) make of each amount a count. A held change is protected as an amount of its own.
    """
    scale = _typical(cells)
    amount = cells["amount_paid_sen"].to_numpy() / scale
    count = cells["claim_count"].to_numpy().astype(float)
    holds, step = _holds(cells), np.abs(_step(cells, "amount_paid_sen")) / scale
    size = np.abs(amount)
    few = (count >= 1) & (count < threshold) & (amount > 0)
    least = np.maximum(MARGIN * size, 1e-4)  # of nothing: something
    up = np.where(few, np.maximum(least, size * (threshold / np.maximum(count, 1) - 1)), least)
    down = np.where(few, size, np.where(size > 0, least, np.inf))
    moved = np.maximum(MARGIN * step, 1e-9)
    return Measure(
        name="amount_paid_sen",
        low=np.where(holds, -step, -size),
        high=np.where(holds, step, 2 * size.max(initial=0) + 4 * up.max(initial=0) + 1),
        up=np.where(holds, moved, up),
        down=np.where(holds, moved, down),
        wanted=np.where(holds, step > 0, True),
    )


def _holds(cells: pl.DataFrame) -> Flags:
    """The cells that, not told, are held. Where the truth is a small cell it is protected as one, whatever is held over it."""
    return (cells["was_told"] & ~cells["is_sensitive"]).to_numpy()


def _step(cells: pl.DataFrame, column: str) -> Numbers:
    return (cells[column] - cells[f"{column}_before"].fill_null(cells[column])).to_numpy().astype(float)


def _ties(tied: Relations, count: Numbers) -> tuple[object, Numbers]:
    """A claim of a quarter is one of its year: where claims have lines in several quarters, that is not said by the sums alone."""
    years, quarters = tied.years.astype(int), tied.quarters.astype(int)
    sums = np.zeros(count.shape)
    np.add.at(sums, years, count[quarters])
    overlap = np.flatnonzero(sums[years] > count[years])
    rows, size = np.arange(overlap.size), overlap.size
    part = sp.csr_matrix((np.ones(size), (rows, quarters[overlap])), shape=(size, count.size))
    whole = sp.csr_matrix((np.ones(size), (rows, years[overlap])), shape=(size, count.size))
    return (part - whole).tocsr(), count[years[overlap]] - count[quarters[overlap]]


def _typical(cells: pl.DataFrame) -> float:
    """The median amount of a quarter's regencies, or of all cells: the unit of the solver and of prices."""
    sizes = cells.filter(pl.col("amount_paid_sen") != 0).with_columns(pl.col("amount_paid_sen").abs())
    quarters = sizes.filter(pl.col("table_name") == QUARTER)
    median = (quarters if quarters.height else sizes)["amount_paid_sen"].median()
    return float(median) if isinstance(median, int | float) else 1.0


def _price(cells: pl.DataFrame) -> Numbers:
    """What is lost when a cell is not told: the cell, and its money. A held cell loses only the change."""
    lost = 1 + np.abs(cells["amount_paid_sen"].to_numpy()) / _typical(cells)
    held = np.where(cells["is_lost"].to_numpy(), PRICE_OF_THE_LOST, 1.0)
    return np.where(cells["was_told"].to_numpy(), held, lost)


def _figures(cells: pl.DataFrame, number: int) -> pl.DataFrame:
    """Figures by their marks. A suppressed cell's are gone from here on."""
    hidden, told = pl.col("is_hidden"), pl.col("was_told")
    mark = (
        pl.when(told & hidden)
        .then(pl.lit(HELD))
        .when(hidden)
        .then(pl.lit(SUPPRESSED))
        .when((told & ~pl.col("is_lost")) | pl.col("is_new") | pl.col("may_come_out"))
        .then(pl.lit(SHOWN))
        .otherwise(pl.lit(NOT_REPORTED))
    )
    stays = told & (hidden | ~pl.col("is_changed"))
    is_shown = pl.col("mark").is_in([SHOWN, HELD])

    def figure(name: str, new: pl.Expr) -> pl.Expr:
        return pl.when(is_shown).then(pl.when(stays).then(pl.col(name)).otherwise(new))

    return cells.with_columns(mark=mark).select(
        *CELL,
        "mark",
        claim_count=figure("claim_count_before", pl.col("claim_count")),
        amount_paid_sen=figure("amount_paid_sen_before", pl.col("amount_paid_sen")),
        shown_since_publication=figure("shown_since_publication", pl.lit(number, dtype=pl.Int64)),
    )
