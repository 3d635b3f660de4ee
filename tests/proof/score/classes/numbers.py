"""Numbers of claims and payments: repeated, reused, unlinked; reversals and corrections."""

import polars as pl

from flows.sample.tables import SEN
from tests.proof.score.scene import Defect, Scene, has_none, has_numbers, lines

PAID = (pl.col("kind") == "ASLI") & (pl.col("status") == "DIBAYAR") & pl.col("paid").is_not_null()
JHT = PAID & (pl.col("benefit") == "JHT") & (pl.col("component") == "JHT_PENUH")


def again(scene: Scene, share: float, among: pl.Expr, *changes: pl.Expr) -> pl.DataFrame:
    """Some lines once more, changed."""
    more = scene.lines.filter(scene.some(share, among)).with_columns(changes)
    return pl.concat([scene.lines, more])


def _reversals(scene: Scene) -> pl.DataFrame:
    """Reversals of payments that nobody knows."""
    return again(scene, 0.03, JHT, pl.col("pay_no") + 5_000_000, (-pl.col("sen")).alias("sen"), pl.lit("RETUR").alias("kind"),
        (pl.col("pay_no") + 5_500_000).alias("link_no"))  # fmt: skip


def _plus(scene: Scene) -> pl.DataFrame:
    return again(scene, 0.01, JHT, pl.col("pay_no") + 5_000_000, pl.lit("RETUR").alias("kind"), pl.col("pay_no").alias("link_no"))


def _correction(scene: Scene) -> pl.DataFrame:
    """Corrections that add a tenth where they should take it away."""
    return again(scene, 0.03, JHT, pl.col("pay_no") + 5_000_000, (pl.col("sen") // (10 * SEN) * SEN).alias("sen"),
        pl.lit("KOREKSI").alias("kind"), pl.col("pay_no").alias("link_no"))  # fmt: skip


NUMBERS = (
    Defect("N01", "2 % of the lines twice", "two exports overlap", "repeats", lines(lambda s: again(s, 0.02, PAID)), has_numbers),
    Defect("N02", "2 % of the lines twice, without payment numbers", "two exports overlap", "code_share_jumped",
        lines(lambda s: again(s, 0.02, PAID)), has_none),
    Defect("N03", "2 % paid twice under two numbers", "a transfer is started again", "code_share_jumped",
        lines(lambda s: again(s, 0.02, JHT, pl.col("pay_no") + 5_000_000)), has_numbers),
    Defect("N04", "one payment with two amounts", "two versions of a line, 1 %", "ID02",
        lines(lambda s: again(s, 0.01, JHT, pl.col("sen") + 100_000 * SEN)), has_numbers),
    Defect("N05", "a claim paid twice with two amounts", "with and without interest, 2 %", "code_share_jumped",
        lines(lambda s: again(s, 0.02, JHT, pl.col("sen") + 100_000 * SEN, pl.col("pay_no") + 5_000_000))),
    Defect("N06", "reversals without original", "3 % of the lines take back what nobody paid", "adjustments",
        lines(_reversals), has_numbers),
    Defect("N07", "reversals with a plus sign", "the amount taken back is added", "AM02", lines(_plus), has_numbers),
    Defect("N08", "corrections in the wrong direction", "3 % of the lines add what they should take away", "corrections",
        lines(_correction), has_numbers),
    Defect("N09", "one claim number in all lines", "the first cell is filled down", "counts_per_payment",
        lines(lambda s: s.lines.with_columns(claim_no=pl.lit(1, dtype=pl.Int64)))),
    Defect("N10", "NIK for claim numbers", "the wrong key is exported", "ID03",
        lines(lambda s: s.lines.with_columns(raw_claim_id=pl.col("nik").cast(pl.String)))),
)  # fmt: skip
