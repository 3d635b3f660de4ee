"""What became of the lines set aside: fixed, still wrong, newly wrong, withdrawn, between two readings of an extract."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import product

import polars as pl

from transforms.judged import NO_NUMBER, NO_PAYMENT
from transforms.pseudonym import is_shown

STATES = ("fixed", "still wrong", "newly wrong", "withdrawn")
# Grain: one line set aside before or now. Rows are those of the file before and of the file now.
CHANGE = pl.Schema(
    {
        "state": pl.String,
        "sheet": pl.String,
        "row_before": pl.UInt32,
        "row": pl.UInt32,
        "claim_id": pl.String,
        "payment_id": pl.String,
        "codes_before": pl.String,
        "codes": pl.String,
    }
)
PLACED = ("sheet", "source_row")
SOUND = ("line_key", "sheet", "source_row", "claim_id", "payment_id", "amount_paid_sen")
AMOUNT = "amount_paid_sen"
ANY = pl.lit(True)
# `claim`, `payment`: a line's own numbers, as far as they can be held against another's (see _by_state).
UNCLAIMED, UNPAID = pl.col("claim").is_null(), pl.col("payment").is_null()
NAMELESS = UNCLAIMED & UNPAID & pl.col("line_key").is_null()


@dataclass(frozen=True, slots=True)
class _Round:
    """How lines are told to be the same, and which of those before and now are compared in this way."""

    by: tuple[str, ...]
    before: pl.Expr = ANY
    now: pl.Expr = ANY


SAME_FILE = (_Round(PLACED),)
# No round pairs lines that both have a number of a kind and differ in it. A line without payment number changes its key with its content.
OTHER_FILE = (
    _Round(("line_key",)),
    _Round(("payment", "claim")),
    _Round(("payment",), before=UNCLAIMED),
    _Round(("payment",), now=UNCLAIMED),
    _Round((*PLACED, "claim"), before=UNPAID),
    _Round((*PLACED, "claim"), now=UNPAID),
    _Round(("claim",), before=UNPAID),
    _Round(("claim",), now=UNPAID),
    _Round((*PLACED, AMOUNT), before=NAMELESS),
    _Round(("sheet", AMOUNT), before=NAMELESS, now=NAMELESS),
    _Round(PLACED, before=NAMELESS, now=NAMELESS),
    _Round(PLACED, before=NAMELESS & pl.col(AMOUNT).is_null()),
)
# Within a round, lines that stayed as they were go first: was it set aside, and is it now?
TURNS = ((False, False), (True, True), (True, False), (False, True))


def changes(
    before: pl.LazyFrame, now: pl.LazyFrame, lines_before: pl.LazyFrame, lines_now: pl.LazyFrame, *, is_same_file: bool
) -> pl.DataFrame:
    """CHANGE, from the findings (FINDING) and the accepted lines (LINE) before and now, in the order of sheets and rows.

    Lines are the same by their key, else by the numbers of their own that both have, else, where the one before has none, by sheet and
    row; in the same file always by sheet and row. Sound lines take part, so that one that was sound before is never told as fixed. A
    line that is neither accepted, nor a duplicate, nor set aside any more is withdrawn: it is gone, or no payment any longer.
    """
    wrong_before, wrong_now = set_aside(before), set_aside(now)
    sound_now = _sound(now, lines_now, pl.concat([wrong_before, wrong_now]))
    sound_before = _sound(before, lines_before, pl.concat([sound_now, wrong_now], how="diagonal"))
    old, new = _by_state(wrong_before, sound_before), _by_state(wrong_now, sound_now)
    told = []
    for one, (was_wrong, is_wrong) in product(SAME_FILE if is_same_file else OTHER_FILE, TURNS):
        if old[was_wrong].is_empty() or new[is_wrong].is_empty():
            continue
        pairs = _paired(old[was_wrong].filter(one.before), new[is_wrong].filter(one.now), one.by)
        old[was_wrong] = _apart_from(old[was_wrong], pairs, "number")
        new[is_wrong] = _apart_from(new[is_wrong], pairs, "number_now")
        if was_wrong:
            told.append(_told(pairs, "still wrong" if is_wrong else "fixed"))
        elif is_wrong:
            told.append(_told(pairs.select(f"{column}_now" for column in old[True].columns), "newly wrong"))
    newly = new[True].select(pl.all().name.suffix("_now"))
    frames = [*told, _told(old[True], "withdrawn"), _told(newly, "newly wrong")]
    return pl.concat(frames).sort("sheet", pl.coalesce("row", "row_before"), nulls_last=True)


def set_aside(findings: pl.LazyFrame) -> pl.DataFrame:
    """The lines set aside, with the codes for which they are, in file order."""
    quarantined = findings.filter(pl.col("outcome") == "quarantined", pl.col("severity") == "error")
    codes = pl.col("code").unique().sort().str.join(", ")
    own = pl.col("line_key", "claim_id", "payment_id", AMOUNT).first()
    return quarantined.group_by("sheet", "source_row").agg(codes.alias("codes"), own).sort("sheet", "source_row").collect()


def counted(told: pl.DataFrame) -> dict[str, int]:
    """How many lines are in each state."""
    return dict.fromkeys(STATES, 0) | dict(told.group_by("state").len().iter_rows())


def _sound(findings: pl.LazyFrame, lines: pl.LazyFrame, ones: pl.DataFrame) -> pl.DataFrame:
    """The lines that are in order, repeats among them, as far as they may be one of `ones`."""
    repeated = findings.filter(pl.col("outcome") == "duplicate").select(SOUND).unique()
    told_by = ("line_key", "claim_id", "payment_id", "source_row")
    may_be = pl.any_horizontal(pl.col(name).is_in(ones[name].drop_nulls().unique().implode()) for name in told_by)
    return pl.concat([lines.select(SOUND), repeated]).filter(may_be).collect(engine="streaming")


def _by_state(wrong: pl.DataFrame, sound: pl.DataFrame) -> dict[bool, pl.DataFrame]:
    """The lines set aside (True) and those in order, numbered in file order, with the numbers of their own.

    None where findings hide the number or show its shape alone: equal shapes are not equal numbers, and the number that a correction
    puts there differs from the shape of what stood there.
    """
    lines = pl.concat([wrong, sound.with_columns(codes=pl.lit(None, pl.String))], how="diagonal").sort("sheet", "source_row")
    hidden = {"claim": ("claim_id", NO_NUMBER), "payment": ("payment_id", NO_PAYMENT)}
    own = {
        name: pl.when(is_shown(pl.col(column)) & ~pl.col("codes").fill_null("").str.contains_any(list(codes))).then(column)
        for name, (column, codes) in hidden.items()
    }
    numbered = lines.with_columns(**own).with_row_index("number")
    return {True: numbered.filter(pl.col("codes").is_not_null()), False: numbered.filter(pl.col("codes").is_null())}


def _paired(one: pl.DataFrame, other: pl.DataFrame, by: Sequence[str]) -> pl.DataFrame:
    """The n-th line of a name with the n-th other of that name; columns of the other with `_now`. Only a sheet may have none."""
    nth, named = pl.col("number").cum_count().over(by), [name for name in by if name != "sheet"]
    here, there = (lines.drop_nulls(named).with_columns(_n=nth) for lines in (one, other))
    now = there.rename({column: f"{column}_now" for column in other.columns})
    left, right = [*by, "_n"], [*(f"{column}_now" for column in by), "_n"]
    return here.join(now, left_on=left, right_on=right, how="inner", nulls_equal=True, coalesce=False)


def _apart_from(lines: pl.DataFrame, pairs: pl.DataFrame, number: str) -> pl.DataFrame:
    return lines.filter(~pl.col("number").is_in(pairs[number].implode()))


def _told(pairs: pl.DataFrame, state: str) -> pl.DataFrame:
    """CHANGE of lines before, lines now, or pairs of both."""
    there = {*pairs.columns}

    def either(column: str) -> pl.Expr:
        own = [pl.col(name) for name in (f"{column}_now", column) if name in there]
        return pl.coalesce(own)

    def only(column: str) -> pl.Expr:
        return pl.col(column) if column in there else pl.lit(None)

    return pairs.select(
        state=pl.lit(state),
        sheet=either("sheet"),
        row_before=only("source_row").cast(pl.UInt32),
        row=only("source_row_now").cast(pl.UInt32),
        claim_id=either("claim_id"),
        payment_id=either("payment_id"),
        codes_before=only("codes").cast(pl.String),
        codes=only("codes_now").cast(pl.String),
    )
