"""All the lines of one sender's month: sound ones by the profile's shares, faulty ones on top, so many as were asked for."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from itertools import accumulate

import numpy as np
import polars as pl

from flows.sample.carried import carried
from flows.sample.deaths import jkk, jkm, scholarships, stack
from flows.sample.desk import Desk
from flows.sample.harvest import Measure, sow
from flows.sample.lump import jht, pension_lumps, pensions, unemployment
from flows.sample.plants import CASH
from flows.sample.tables import shares

RUN = date(2022, 3, 1)  # the JHT run after Permenaker 2/2022 was announced
BATCH = 250_000  # lines made and written at a time: memory stays bounded
FAULT_BLOCK = 6_000_000  # claim and payment numbers of planted lines
UNPAID = 0.02
UNPAID_WORDS = ("DITOLAK", "VERIFIKASI", "DIAJUKAN", "DISETUJUI")
RETURNED = 0.002
MOST_OTHERS = 4  # at most a quarter of the claims are not JHT: no extract grows beyond its size by claims of several lines
MONTHLY_PENSIONS = 0.7  # of JP claims


def month_lines(desk: Desk, measure: Measure, profile: str, *, is_last: bool) -> Iterator[pl.DataFrame]:
    """`measure.rows` lines in batches, each in the order of the file; faults and crossing lines are in the first."""
    extra = [*planted(sow(desk.random("faults"), measure, desk)), *carried(desk, measure, is_last)]
    sound = max(measure.rows - sum(frame.height for frame in extra), 0)
    stock = int(min(measure.rows, BATCH) * shares(profile)["JP"] * MONTHLY_PENSIONS)
    for batch, start in enumerate(range(0, max(sound, 1), BATCH)):
        at_hand = replace(desk, batch=batch)
        lines = sound_lines(at_hand, min(BATCH, sound - start), profile, stock).with_columns(
            pl.col("claim_no", "pay_no", "link_no") + start
        )
        yield in_order([lines, *extra] if batch == 0 else [lines], desk)


def in_order(frames: list[pl.DataFrame], desk: Desk) -> pl.DataFrame:
    """One frame, sorted by day of payment; repeated lines keep their order."""
    whole = pl.concat([frame for frame in frames if frame.height], how="diagonal_relaxed")
    return whole.sort("day", maintain_order=True).with_columns(branch=pl.lit(desk.sender.branch_code))


def planted(frames: list[pl.DataFrame]) -> list[pl.DataFrame]:
    """Planted lines with claim and payment numbers in a block of their own, each frame apart from the others."""
    shifts = accumulate((frame.height for frame in frames), initial=FAULT_BLOCK)
    return [frame.with_columns(pl.col("claim_no", "pay_no", "link_no") + shift) for frame, shift in zip(frames, shifts, strict=False)]


def sound_lines(desk: Desk, rows: int, profile: str, stock: int) -> pl.DataFrame:
    """Lines without fault: the other benefit types by their shares, JHT filling what is left of `rows`."""
    random = desk.random("lines")
    measure = Measure(rows)
    waiting = measure.of(random, UNPAID) if desk.dialect.has("status") else 0
    others = [*_others(random, desk, rows, profile, stock), *_returned(random, measure, desk)]
    left = max(rows - waiting - sum(frame.height for frame in others), 0)
    paid = stack([*others, jht(random, left, desk)]).with_columns(counts=pl.lit(value=True), fault=pl.lit(None, dtype=pl.String))
    return stack([paid, unpaid(random, waiting, desk)])


def _others(random: np.random.Generator, desk: Desk, rows: int, profile: str, stock: int) -> list[pl.DataFrame]:
    share = dict(shares(profile))
    others = 1 - share.pop("JHT")
    drawn = random.multinomial(min(int(random.binomial(rows, _without_run(others, desk))), rows // MOST_OTHERS), _normal(share))
    counts = dict(zip(share, map(int, drawn), strict=True))
    return [
        pensions(random, min(stock, rows), desk),  # first: their claim numbers must not move
        pension_lumps(random, max(counts["JP"] - stock, 0), desk),
        jkm(random, counts["JKM"], desk),
        jkk(random, counts["JKK"], desk),
        scholarships(random, counts["BEASISWA"], desk),
        unemployment(random, counts["JKP"] if desk.period >= CASH else 0, desk),
    ]


def _normal(share: dict[str, float]) -> list[float]:
    return [value / sum(share.values()) for value in share.values()]


def _without_run(others: float, desk: Desk) -> float:
    return others * 0.7 if desk.period == RUN else others


def _returned(random: np.random.Generator, measure: Measure, desk: Desk) -> list[pl.DataFrame]:
    """Payments that came back from the bank and were paid again, or corrected; and returns of payments made before the sample begins."""
    if not desk.dialect.has("payment_id"):
        return []
    again, corrected, older = (measure.of(random, share * RETURNED) for share in (0.6, 0.3, 0.1))
    return [
        linked(jht(random, again, desk), ("ASLI", "RETUR", "PENGGANTI"), (100, -100, 100), desk),
        linked(jht(random, corrected, desk), ("ASLI", "KOREKSI"), (100, -10), desk),
        _older(jht(random, older, desk)),
    ]


def linked(lines: pl.DataFrame, kinds: tuple[str, ...], per_cent: tuple[int, ...], desk: Desk) -> pl.DataFrame:
    """Each payment followed by its return, reissue or correction: some days later in the same month, linked by number."""
    width = len(kinds)
    slot = np.tile(np.arange(width), lines.height)
    last = pl.lit(desk.last_day, dtype=pl.Int32).cast(pl.Date)
    later = pl.min_horizontal(pl.col("paid") + pl.duration(days=pl.lit(2 * pl.Series(slot))), last)
    return lines[np.repeat(np.arange(lines.height), width)].with_columns(
        kind=pl.Series(kinds).gather(slot),
        sen=_part_of(pl.col("sen"), pl.Series(np.array(per_cent)[slot], dtype=pl.Int64)),
        paid=later,
        day=later.to_physical().cast(pl.Int64),
        pay_no=pl.int_range(pl.len(), dtype=pl.Int64),
        link_no=pl.when(pl.Series(slot > 0)).then(pl.col("pay_no") * width),
    )


def _part_of(sen: pl.Expr, per_cent: pl.Series) -> pl.Expr:
    """The whole with a sign, or a share in whole rupiah."""
    return pl.when(per_cent.abs() == 100).then(sen * per_cent.sign()).otherwise(sen * per_cent // 10_000 * 100)  # noqa: PLR2004


def _older(lines: pl.DataFrame) -> pl.DataFrame:
    return lines.with_columns(kind=pl.lit("RETUR"), sen=-pl.col("sen"), link_no=pl.col("pay_no") + FAULT_BLOCK - 10_000)


def unpaid(random: np.random.Generator, n: int, desk: Desk) -> pl.DataFrame:
    """Claims on their way or refused: an amount, mostly no payment date. They are no payments."""
    half = pl.Series(random.random(n) < 0.5, dtype=pl.Boolean)  # noqa: PLR2004
    words = pl.Series(UNPAID_WORDS).gather(random.integers(0, len(UNPAID_WORDS), n))
    waiting = jht(random, n, desk).with_columns(status=words, paid=pl.when(half).then("paid"))
    return waiting.with_columns(counts=pl.lit(value=False), fault=pl.lit(None, dtype=pl.String))
