"""By what a line came, went or changed: the one cause of each changed line key, and the file that caused it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Literal, NamedTuple, get_args

import polars as pl

Cause = Literal[
    "late_lines",
    "corrected_lines",
    "replaced_extract",
    "duplicate_found",
    "quarantine_released",
    "code_changed",
    "reference_changed",
    "rolled_back",
]
CAUSES: tuple[Cause, ...] = get_args(Cause)  # in the order in which one is preferred over another of equal weight
# Grain: one part of an arrival that stood then or stands now: what was made of it then, and what is made of it now (the same, where
# `then` and `now`). An arrival that could not be used on one of the sides has a part there all the same, where it was ever tried.
FACTS = pl.Schema(
    {
        "part_id": pl.String,
        "arrival_id": pl.Int64,
        "sender_code": pl.String,
        "period": pl.Date,  # extract period
        "file_name": pl.String,  # masked
        "sha256": pl.String,
        "then": pl.Boolean,  # what was made of the arrival then; `stood`: and it counted
        "now": pl.Boolean,
        "stood": pl.Boolean,
        "stands": pl.Boolean,
        # What changed the arrival's standing. Of one that stood: replaced, withdrawn, waiting, contradicted, overlap, copy, wrong period,
        # refused (made anew, it cannot be used). Of one that stands now only: new, again (in the place of one that was published and
        # stands no more), or what kept it from standing then, in the same words.
        "fate": pl.String,
        "by_arrival_id": pl.Int64,  # the delivery that did it; null: itself
        "by_sender_code": pl.String,
        "by_file_name": pl.String,
        "by_sha256": pl.String,
        # What the part was made from, besides the bytes.
        "decisions_id": pl.String,
        "code_id": pl.String,
        "tables_id": pl.String,
        "setting": pl.String,
    }
)
FILE = ("sender_code", "file_name", "sha256")
# Grain: one line of an extract that publications before showed, and that did not stand then.
EARLIER = pl.Schema({"line_key": pl.UInt64, "sender_code": pl.String, "period": pl.Date})
CAUSED = pl.Schema({"line_key": pl.UInt64, "cause": pl.String, **dict.fromkeys(FILE, pl.String)})
INGREDIENTS = ("decisions_id", "code_id", "tables_id", "setting")
PLACE = ("arrival_id", "sheet", "source_row")
FOUND_TWICE = ["overlap", "copy", "wrong period"]  # the extract lies there, but does not count for what others say


@dataclass(frozen=True, slots=True, eq=False)
class Era:
    """What is known of the parts of both sides, for payment months whose figures were all made when the same parts stood.

    `facts`: FACTS. The other frames are read only for what changed lines ask of them. `left` and `came`: all lines (line_key, part_id,
    sheet, source_row) of the parts that stood then and not now, and now and not then. `findings_then`, `findings_now`: FINDING and
    part_id of parts that were made anew. `earlier`: EARLIER.
    """

    months: frozenset[date]
    facts: pl.DataFrame
    left: pl.LazyFrame
    came: pl.LazyFrame
    findings_then: pl.LazyFrame
    findings_now: pl.LazyFrame
    earlier: pl.LazyFrame


class _Case(NamedTuple):
    """If `when`, the cause is `cause`, and the file that of `file`: an actor, or what changed the actor's standing (`.._by`)."""

    when: pl.Expr
    cause: Cause
    file: Literal["old", "new", "old_by", "new_by"]


def mechanisms(then: pl.DataFrame, now: pl.DataFrame, eras: Sequence[Era]) -> pl.DataFrame:
    """CAUSED for each line key of the effective lines then and now (LINE and part_id) that changed; null where no part accounts for it.

    A key is told by the first of the eras that one of its months belongs to, else by the last: held back longest, it changes once.
    """
    told, rest = [CAUSED.to_frame()], pl.concat([then.select("line_key"), now.select("line_key")]).unique()
    for era in eras:
        here = pl.concat([side.filter(pl.col("payment_month").is_in(sorted(era.months))).select("line_key") for side in (then, now)])
        keys = rest if era is eras[-1] else rest.join(here, on="line_key", how="semi")
        rest = rest.join(keys, on="line_key", how="anti")
        told.append(_in_era(keys, then.join(keys, on="line_key", how="semi"), now.join(keys, on="line_key", how="semi"), era))
    return pl.concat(told)


def _in_era(keys: pl.DataFrame, then: pl.DataFrame, now: pl.DataFrame, era: Era) -> pl.DataFrame:
    """CAUSED of these keys. Two actors are looked for, and what happened to them is the cause.

    On the old side the extract whose part stands no longer: the one the line counted in; where it did not count, one that held the
    same key and displaced it. On the new side, likewise, the extract whose part did not stand then. Where the line counts now in another
    extract than the one that took the old one's place, the new side goes before the old one.
    """
    actors = (
        keys.join(then.select("line_key").unique().with_columns(counted=True), on="line_key", how="left")
        .join(_kinds(now), on="line_key", how="left")
        .join(_actor(then, era.left, keys, era, "old"), on="line_key", how="left")
        .join(_actor(now, era.came, keys, era, "new"), on="line_key", how="left")
    )
    known = actors.with_columns(pl.col("counted").fill_null(value=False)).join(_shown_before(actors, era), on="line_key", how="left")
    return _decided(known).select(CAUSED.names())


def _shown_before(actors: pl.DataFrame, era: Era) -> pl.DataFrame:
    """`by_desk` of the lines that a newcomer brings, that did not count then, and that some publication before did show.

    Whether it showed them by an extract of the newcomer's own sender and period.
    """
    asked = actors.filter("new_came", pl.col("counted").is_null()).select("line_key", "new_sender_code", "new_period")
    if asked.is_empty():
        return pl.DataFrame(schema={"line_key": pl.UInt64, "by_desk": pl.Boolean})
    by_desk = (pl.col("sender_code") == pl.col("new_sender_code")) & (pl.col("period") == pl.col("new_period"))
    found = era.earlier.join(asked.lazy(), on="line_key").group_by("line_key").agg(by_desk=by_desk.any())
    return found.collect(engine="streaming")


def _kinds(now: pl.DataFrame) -> pl.DataFrame:
    return now.group_by("line_key").agg(adjusts=(pl.col("payment_type") == "correction").any())


def _decided(actors: pl.DataFrame) -> pl.DataFrame:
    found = pl.coalesce(pl.when(case.when).then(_named(case)) for case in _cases())
    return actors.with_columns(found=found).unnest("found")


def _named(case: _Case) -> pl.Expr:
    return pl.struct(pl.lit(case.cause).alias("cause"), *(pl.col(f"{case.file}_{column}").alias(column) for column in FILE))


def _cases() -> Sequence[_Case]:
    """The table of decisions; the first case that holds is taken."""
    # Another extract than the one that took its place may hold the line now: that file says the value that counts.
    moved_on = (pl.col("new_counts") & pl.col("new_arrival_id").ne_missing(pl.col("old_by_arrival_id"))).fill_null(value=False)
    gone, came = pl.col("old_left") & ~moved_on, pl.col("new_came")
    old_fate, new_fate = pl.col("old_fate"), pl.col("new_fate")
    return [
        # The same extract, read anew: the line is not what it was because of how it was read.
        *_remade("new", pl.col("old_arrival_id") == pl.col("new_arrival_id")),
        # The extract in which the line counted no longer does: it is there twice, is unusable as it is read now, or was taken back.
        _Case(gone & old_fate.is_in(FOUND_TWICE), "duplicate_found", "old_by"),
        *_remade("old", gone & (old_fate == "refused")),
        _Case(gone, "replaced_extract", "old_by"),
        # An extract counts that did not: usable as it is read now, or what kept it out was taken back.
        *_remade("new", came & (new_fate == "refused")),
        _Case(came & (new_fate != "new"), "replaced_extract", "new_by"),
        # A newcomer that takes an extract's place brings what that did not have.
        _Case(came & pl.col("new_replaces"), "replaced_extract", "new"),
        # Lines that were published before, and were taken away: sent again by their own office for their own month, or by a later extract.
        _Case(came & pl.col("by_desk"), "replaced_extract", "new"),
        _Case(came & pl.col("by_desk").is_not_null(), "corrected_lines", "new"),
        # A newcomer that says something else about a line that counted, or corrects an amount paid before.
        _Case(came & (pl.col("counted") | pl.col("adjusts")), "corrected_lines", "new"),
        _Case(came, "late_lines", "new"),
        # An extract read anew holds the line now, or no longer, and so displaces it in another, or no longer.
        *_remade("old", pl.col("old_arrival_id").is_not_null() & pl.col("old_by_hand")),
        *_remade("new", pl.col("new_arrival_id").is_not_null()),
        *_remade("old", pl.col("old_arrival_id").is_not_null()),
    ]


def _remade(side: Literal["old", "new"], when: pl.Expr) -> list[_Case]:
    """Why an extract read anew says something else of a line: what was found about the line itself comes first."""

    def of(name: str) -> pl.Expr:
        return pl.col(f"{side}_{name}")

    decided, aside = of("decisions_id_differs"), of("aside")
    return [
        _Case(when & of("by_hand") & aside, "quarantine_released", side),  # corrected or approved by hand, or that taken back
        _Case(when & of("by_hand"), "corrected_lines", side),
        _Case(when & of("code_id_differs"), "code_changed", side),
        _Case(when & (of("tables_id_differs") | of("setting_differs")), "reference_changed", side),
        _Case(when & decided & of("stays_by_hand"), "corrected_lines", side),  # a record that was edited
        _Case(when & decided & aside, "quarantine_released", side),  # a mapping, or a decision about another line of the claim
        _Case(when & decided, "reference_changed", side),  # the sender's own rows: its dialect, its headings
        _Case(when, "code_changed", side),  # nothing else is known to differ: made before ingredients were kept
    ]


def _actor(counted: pl.DataFrame, moved: pl.LazyFrame, keys: pl.DataFrame, era: Era, side: Literal["old", "new"]) -> pl.DataFrame:
    """By line key, the extract of this side whose part is not on the other side, and what is known of it and of the line in it."""
    columns = ["line_key", "part_id", "sheet", "source_row"]
    uncounted = keys.join(counted, on="line_key", how="anti").lazy()  # a mere repeat of a line that counts elsewhere displaced nothing
    others = moved.select(columns).join(uncounted, on="line_key", how="semi").collect(engine="streaming")
    lines = pl.concat([counted.select(columns).with_columns(place=0), others.with_columns(place=1)])
    parts = era.facts.filter(pl.col("stood") if side == "old" else pl.col("stands")).filter(~(pl.col("stood") & pl.col("stands")))
    held = lines.join(parts.select("part_id", "arrival_id"), on="part_id")
    last = held.sort("line_key", "place", pl.col("arrival_id").neg(), "part_id", "sheet", "source_row")
    first = last.unique("line_key", keep="first", maintain_order=True)
    own = first.with_columns(counts=pl.col("place") == 0).drop("part_id", "place")
    known = own.join(deliveries(era.facts), on="arrival_id", how="left")
    placed = known.join(_by_place(own, era), on=PLACE, how="left", nulls_equal=True)
    is_unread = (pl.col("left") | pl.col("came")) & (pl.col("fate") == "refused")  # the whole extract was set aside
    told_of = placed.with_columns(
        pl.col("by_hand", "stays_by_hand").fill_null(value=False), aside=pl.col("aside").fill_null(value=False) | is_unread
    )
    return told_of.rename({column: f"{side}_{column}" for column in told_of.columns if column != "line_key"})


def deliveries(facts: pl.DataFrame) -> pl.DataFrame:
    """By arrival: FILE, what became of it, by which file, and in what its parts of both sides differ."""
    own, by = list(FILE), [f"by_{column}" for column in FILE]
    known = (
        facts.sort("arrival_id", "part_id")
        .group_by("arrival_id", maintain_order=True)
        .agg(
            pl.col("period", *own).first(),
            pl.col("fate", "by_arrival_id", *by).drop_nulls().first(),
            left=pl.col("stood").any() & ~pl.col("stands").any(),
            came=pl.col("stands").any() & ~pl.col("stood").any(),
            **{f"{name}_differs": _side(name, "then").ne_missing(_side(name, "now")) for name in INGREDIENTS},
        )
    )
    replacing = known.filter("left")["by_arrival_id"].drop_nulls().unique()
    return known.with_columns(
        pl.col("fate").fill_null("new"),
        *(pl.coalesce(pl.when(pl.col("by_arrival_id").is_not_null()).then(f"by_{name}"), name).alias(f"by_{name}") for name in own),
        replaces=pl.col("arrival_id").is_in(replacing.implode()),
    )


def _side(name: str, side: str) -> pl.Expr:
    return pl.col(name).filter(side).first()


def _by_place(own: pl.DataFrame, era: Era) -> pl.DataFrame:
    """What was found about these lines (PLACE) when their extract was read then and now. The bytes are the same: a place names a line."""
    then, now = (_found(own, findings, era.facts, side) for findings, side in ((era.findings_then, "then"), (era.findings_now, "now")))
    both = then.join(now, on=PLACE, how="full", coalesce=True, nulls_equal=True, suffix="_now")
    return both.select(
        *PLACE,
        aside=pl.col("is_aside").fill_null(value=False) | pl.col("is_aside_now").fill_null(value=False),
        by_hand=pl.col("hands").fill_null("") != pl.col("hands_now").fill_null(""),
        stays_by_hand=pl.col("hands").fill_null("") + pl.col("hands_now").fill_null("") != "",
    )


def _found(own: pl.DataFrame, findings: pl.LazyFrame, facts: pl.DataFrame, side: str) -> pl.DataFrame:
    """By place: whether the line was set aside, and which corrections by hand touched it."""
    parts = facts.filter(side).select("part_id", "arrival_id").lazy()
    is_aside = (pl.col("outcome") == "quarantined") & (pl.col("severity") == "error")
    is_by_hand = pl.col("code").is_in(["MC01", "MC02"])
    told = findings.filter(is_aside | is_by_hand).join(parts, on="part_id")
    here = told.join(own.select(PLACE).unique().lazy(), on=PLACE, how="semi", nulls_equal=True)
    hands = pl.concat_str("code", pl.lit(" "), pl.col("pattern").fill_null("")).filter(is_by_hand).unique().sort()
    return here.group_by(PLACE).agg(is_aside=is_aside.any(), hands=hands.str.join("; ")).collect(engine="streaming")
