"""The public file's own vintages: what each cell was shown as, from one publication to another."""

import polars as pl

from transforms.disclosure.cells import CELL
from transforms.disclosure.marks import FIGURES, NOT_REPORTED

VINTAGE = pl.Schema({**FIGURES, "publication_from": pl.Int64(), "publication_to": pl.Int64()})


def last_shown(vintages: pl.DataFrame) -> pl.DataFrame:
    """FIGURES: what every cell was shown as last; also of those that are not there, or not reported, any more.

    A cell that shows no figure has for shown_since_publication the publication since which it shows none: changes are counted from there.
    """
    was_shown = pl.col("mark") != NOT_REPORTED
    last = vintages.sort(was_shown, "publication_from").group_by(CELL, maintain_order=True).last()
    since = pl.coalesce("shown_since_publication", "publication_from")
    return last.with_columns(shown_since_publication=since).select(FIGURES.names()).sort(CELL)


def continued(vintages: pl.DataFrame, figures: pl.DataFrame, number: int) -> pl.DataFrame:
    """VINTAGE with the figures that publication `number` shows: equal ones go on, others are closed with the publication before."""
    standing = pl.col("publication_to").is_null()
    now, past = vintages.filter(standing), vintages.filter(~standing)
    same = now.join(figures, on=FIGURES.names(), how="semi", nulls_equal=True)
    ended = now.join(figures, on=FIGURES.names(), how="anti", nulls_equal=True).with_columns(publication_to=pl.lit(number - 1, pl.Int64))
    begun = figures.join(now, on=FIGURES.names(), how="anti", nulls_equal=True).with_columns(
        publication_from=pl.lit(number, pl.Int64), publication_to=pl.lit(None, pl.Int64)
    )
    return pl.concat([frame.select(VINTAGE.names()).cast(VINTAGE) for frame in (past, ended, same, begun)])
