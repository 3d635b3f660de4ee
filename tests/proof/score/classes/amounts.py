"""Amounts: units, signs, marks, drifts, roundings, and the sums that the law fixes."""

from collections.abc import Callable

import polars as pl

from flows.sample.tables import SEN
from tests.proof.score.scene import Defect, Plant, Scene, is_text, lines

MILLION = 1_000_000 * SEN
PAID = pl.col("kind") == "ASLI"


def times(factor: float, of: pl.Expr | None = None, share: float = 1.0) -> Plant:
    """Amounts multiplied, to whole rupiah where it makes them smaller."""

    def edit(scene: Scene) -> pl.DataFrame:
        hit = scene.some(share, of)
        return scene.lines.with_columns(sen=pl.when(hit).then((pl.col("sen") * factor / SEN).round().cast(pl.Int64) * SEN).otherwise("sen"))

    return lines(edit)


def rounded(step: int) -> Plant:
    """Amounts of old-age benefits rounded to so many sen, never to nothing."""
    whole = pl.max_horizontal((pl.col("sen").abs() / step).round().cast(pl.Int64), pl.lit(1)) * step * pl.col("sen").sign()
    return lines(lambda scene: scene.lines.with_columns(sen=pl.when(_is("JHT")).then(whole).otherwise("sen")))


def fixed(rupiah: int, of: pl.Expr, share: float = 1.0) -> Plant:
    """This amount in the lines of a kind."""
    return lines(lambda scene: scene.lines.with_columns(sen=pl.when(scene.some(share, of & PAID)).then(rupiah * SEN).otherwise("sen")))


def _is(*benefits: str) -> pl.Expr:
    return pl.col("benefit").is_in(benefits)


def _there(*benefits: str) -> Callable[[Scene], bool]:
    return lambda scene: scene.lines.filter(_is(*benefits), PAID).height > 0


def _sorted_apart(scene: Scene) -> pl.DataFrame:
    return scene.lines.with_columns(sen=pl.col("sen").sort())


def _other_marks(scene: Scene) -> pl.DataFrame:
    """A third of the amounts in the marks of the other language, without sen: 1.234.567 beside 1,234,567."""
    whole = (
        (pl.col("sen").abs() // SEN).cast(pl.String).str.reverse().str.replace_all(r"(\d{3})", "${1},").str.reverse().str.strip_chars(",")
    )
    theirs = "." if scene.own.dialect.text_amount == "english" else ","
    text = pl.when(scene.some(0.3)).then(whole.str.replace_all(",", theirs, literal=True))
    return scene.lines.with_columns(raw_amount_paid_idr=text)


def _without_mark(scene: Scene) -> pl.DataFrame:
    """The decimal mark falls out of a fifth of the amounts: 1234567.00 becomes 123456700."""
    return scene.lines.with_columns(sen=pl.when(scene.some(0.2)).then(pl.col("sen") * 100).otherwise("sen"))


AMOUNTS = (
    Defect("A01", "amounts × 1000", "a report in thousands is multiplied once too often", "set aside", times(1000)),
    Defect("A02", "amounts ÷ 1000", "a report in thousands is taken for one in rupiah", "set aside", times(0.001)),
    Defect("A03", "amounts × 100", "sen are read as rupiah", "set aside", times(100)),
    Defect("A04", "amounts ÷ 100", "rupiah are read as sen", "set aside", times(0.01)),
    Defect("A05", "signs flipped", "payments are booked as expenses", "AM02", times(-1)),
    Defect("A06", "a third of the amounts × 1000", "two clerks, two units", "set aside", times(1000, share=0.33)),
    Defect("A07", "the decimal mark lost in a fifth", "pasted through a form that drops it", "set aside", lines(_without_mark)),
    Defect("A08", "old-age amounts up by 30 %", "gross for net, in one office", "typical_amount", times(1.3, _is("JHT"))),
    Defect("A09", "old-age amounts down by 30 %", "net for gross, in one office", "typical_amount", times(0.7, _is("JHT"))),
    Defect("A10", "old-age amounts up by 30 % everywhere", "a new release of the export counts interest twice", "typical_amount",
        times(1.3, _is("JHT")), everywhere=True),
    Defect("A11", "amounts rounded to thousands", "somebody keeps the books in thousands", "spread", rounded(1_000 * SEN)),
    Defect("A12", "amounts rounded to millions", "figures for a report are sent as lines", "spread", rounded(MILLION)),
    Defect("A13", "all old-age amounts equal", "a formula is filled down as a value", "spread", fixed(6_000_000, _is("JHT"))),
    Defect("A14", "point and comma confused in a third", "lines from two spreadsheets of different languages", "set aside",
        lines(_other_marks), is_text),
    Defect("A15", "death grants above the law", "52 m instead of 42 m", "JKM1", fixed(52_000_000, _is("JKM"), 0.3), _there("JKM")),
    Defect("A16", "death grants below the law", "half of the death grants at 30 m", "code_share_jumped", fixed(30_000_000, _is("JKM"), 0.5),
        _there("JKM")),
    Defect("A17", "scholarships above the law", "17.5 m for a year", "BEA1", fixed(17_500_000, _is("BEASISWA"), 0.3), _there("BEASISWA")),
    Defect("A18", "unemployment cash above its cap", "the whole wage instead of 45 %", "JKP2", fixed(4_900_000, _is("JKP"), 0.5),
        _there("JKP")),
    Defect("A19", "pensions below the minimum", "a share for one child is taken for the whole", "JP01",
        times(0.1, _is("JP") & pl.col("component").str.ends_with("_BERKALA"))),
    Defect("A20", "amounts sorted apart from their lines", "one column of a sheet is sorted", "set aside", lines(_sorted_apart)),
    Defect("A21", "card numbers as amounts", "two columns of the export change places", "set aside",
        lines(lambda s: s.lines.with_columns(sen=pl.col("kpj") * SEN // 100 * pl.col("sen").sign()))),
)  # fmt: skip
