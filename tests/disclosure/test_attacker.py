"""An attacker with a linear-programming solver and every public vintage bounds no suppressed figure."""

from collections.abc import Callable

import polars as pl
import pytest

from tests.disclosure.attacker import QUARTER, breaches
from tests.disclosure.histories import K, Published, random_history, random_losses

SOME = 6
MANY = 300


def lost(history: Published) -> pl.DataFrame:
    """Of the last publication: cells and sen suppressed, in all."""
    last = history.vintages.filter(pl.col("publication_to").is_null(), pl.col("mark") != "not_reported")
    cells = ["table_name", "period", "benefit_type_code", "regency_code", "segment_code"]
    both = last.join(history.states[max(history.states)].select(*cells, true_sen="amount_paid_sen"), on=cells)
    is_hidden = pl.col("mark") == "suppressed"
    return both.group_by("table_name").agg(
        cells=pl.len(),
        suppressed=is_hidden.sum(),
        held=(pl.col("mark") == "held").sum(),
        sen=pl.col("true_sen").sum(),
        hidden_sen=pl.col("true_sen").filter(is_hidden).sum(),
    )


@pytest.mark.parametrize("seed", range(SOME))
def test_no_suppressed_figure_is_bounded(seed: int) -> None:
    history = random_history(seed)
    assert not breaches(history.vintages, history.true, K, is_additive=True)


@pytest.mark.parametrize("seed", range(1000, 1002))
def test_no_suppressed_figure_is_bounded_where_claims_are_paid_in_many_months(seed: int) -> None:
    history = random_history(seed, is_additive=False)
    assert not breaches(history.vintages, history.true, K, is_additive=False)


@pytest.mark.parametrize("seed", range(2000, 2004))
def test_no_suppressed_figure_is_bounded_where_extracts_are_lost_and_come_again(seed: int) -> None:
    history = random_losses(seed)
    assert "not_reported" in history.vintages["mark"].to_list()
    assert not breaches(history.vintages, history.true, K, is_additive=True)


def test_the_attacker_finds_what_is_not_protected() -> None:
    history = random_history(1)
    states = history.states[max(history.states)]
    cells = ["table_name", "period", "benefit_type_code", "regency_code", "segment_code"]
    few = states.filter(pl.col("table_name") == QUARTER, pl.col("is_sensitive"), pl.col("claim_count") > 0).head(1).select(cells)
    figures = states.select(*cells, "claim_count", "amount_paid_sen", publication_from=1, publication_to=None)
    alone = pl.lit("suppressed")
    told = pl.concat(
        [
            figures.join(few, on=cells, how="anti").with_columns(mark=pl.lit("shown")),
            figures.join(few, on=cells, how="semi").with_columns(mark=alone),
        ]
    )
    found = breaches(told, {1: history.true[max(history.true)]}, K, is_additive=True)
    assert {breach.measure for breach in found} == {"claim_count", "amount"}


@pytest.mark.bench
@pytest.mark.timeout(7200)
def test_no_suppressed_figure_of_many_histories_is_bounded(figure: Callable[[str], None]) -> None:
    bounded, exposed, tables = 0, 0, []
    for seed in range(MANY):
        is_additive = seed % 5 != 0
        history = random_history(seed, is_additive=is_additive)
        bounded += len(breaches(history.vintages, history.true, K, is_additive=is_additive))
        exposed += history.exposed
        tables.append(lost(history))
    sums = pl.concat(tables).group_by("table_name").sum().sort("table_name")
    figure(f"{MANY} histories: {bounded} suppressed figures bounded, {exposed} said to be exposed")
    for row in sums.iter_rows(named=True):
        hidden = 100 * row["hidden_sen"] / row["sen"]
        cells = f"{row['suppressed']} of {row['cells']} cells, {row['held']} held"
        figure(f"{row['table_name']}: suppressed {cells}; {hidden:.1f} % of the money")
    assert bounded == 0
