"""Codes: programmes, benefit types, segments, places and states that are swapped, renamed, reused or drift."""

from datetime import date

import polars as pl

from flows.sample.tables import SEN
from tests.proof.score.scene import Defect, Scene, cells, has_status, lines

CASH = date(2022, 2, 1)
ELSEWHERE = 5171  # Denpasar
SWAP = {"JHT": "JP", "JP": "JHT"}


def _swapped(scene: Scene) -> pl.DataFrame:
    benefit = pl.col("benefit").replace(SWAP)
    return scene.lines.with_columns(benefit=benefit, programme=pl.col("programme").replace(SWAP), component=pl.lit(None, dtype=pl.String))


def _early_cash(scene: Scene) -> pl.DataFrame:
    hit = scene.some(0.02, (pl.col("benefit") == "JHT") & (pl.col("segment") == "PU"))
    named = {"benefit": "JKP", "programme": "JKP", "component": "JKP_BULAN_1"}
    told = {column: pl.when(hit).then(pl.lit(code)).otherwise(column) for column, code in named.items()}
    return scene.lines.with_columns(**told, sen=pl.when(hit).then(2_000_000 * SEN).otherwise("sen"))


def _mix(scene: Scene) -> pl.DataFrame:
    """One old-age balance in seven is called a pension paid at once."""
    hit = scene.some(0.15, (pl.col("benefit") == "JHT") & (pl.col("segment") == "PU"))
    named = {"benefit": "JP", "programme": "JP", "component": "JP_HARI_TUA_SEKALIGUS"}
    return scene.lines.with_columns(**{column: pl.when(hit).then(pl.lit(code)).otherwise(column) for column, code in named.items()})


def _renamed(scene: Scene) -> pl.DataFrame:
    column = "benefit_type_code" if scene.own.dialect.has("benefit_type_code") else "programme_code"
    return scene.lines.with_columns(pl.when(pl.col("benefit") == "JHT").then(pl.lit("TABUNGAN HARI TUA PLUS")).alias(f"raw_{column}"))


def _unknown(scene: Scene) -> pl.DataFrame:
    column = "benefit_type_code" if scene.own.dialect.has("benefit_type_code") else "programme_code"
    return scene.lines.with_columns(pl.when(scene.some(0.01)).then(pl.lit("JKX")).alias(f"raw_{column}"))


def _home(scene: Scene) -> int:
    """The regency with the most lines."""
    return int(scene.lines["regency"].mode().sort()[0])


def _has_two_places(scene: Scene) -> bool:
    return scene.lines["regency"].n_unique() > 1


def _elsewhere(scene: Scene) -> pl.DataFrame:
    return scene.lines.with_columns(regency=pl.when(pl.col("regency") == _home(scene)).then(ELSEWHERE).otherwise("regency"))


def _one_place(scene: Scene) -> pl.DataFrame:
    return scene.lines.with_columns(regency=pl.lit(_home(scene)))


def _components_apart(scene: Scene) -> pl.DataFrame:
    return scene.lines.with_columns(component=pl.col("component").shift(1))


CODES = (
    Defect("C01", "two programmes swapped", "JHT and JP change places in the code list", "mix_drifted", lines(_swapped)),
    Defect("C02", "the main benefit type renamed", "a new release of the export writes another word", "set aside", lines(_renamed)),
    Defect("C03", "an unknown benefit type in 1 %", "a code that nobody announced", "set aside", lines(_unknown)),
    Defect("C04", "JKP before it could be claimed", "before February 2022", "JKP1", lines(_early_cash), lambda s: s.own.period < CASH),
    Defect("C05", "the mix drifts", "one old-age payment in seven is coded as a pension", "mix_drifted", lines(_mix)),
    Defect("C06", "a branch's code reused", "the office writes the code of its neighbour", "place_far",
        lambda s: cells(branch_code=s.other.office.desk(s.own.period).sender.branch_code)(s)),
    Defect("C07", "a branch's code unknown", "a code of the new organisation", "place_far", cells(branch_code="Z99")),
    Defect("C08", "a regency of another province", "the code list is off by a line", "place_far", lines(_elsewhere)),
    Defect("C09", "a whole regency missing", "its lines are not exported", "place_far",
        lines(lambda s: s.lines.filter(pl.col("regency") != _home(s))), _has_two_places),
    Defect("C10", "all places are one", "the office's own regency is filled in", "place_far", lines(_one_place), _has_two_places),
    Defect("C11", "all segments informal", "a default of the form", "SG02", lines(lambda s: s.lines.with_columns(segment=pl.lit("BPU")))),
    Defect("C12", "everything rejected", "the status of another table is joined", "sender_far",
        lines(lambda s: s.lines.with_columns(status=pl.lit("DITOLAK"))), has_status),
    Defect("C13", "rejected counted as paid", "the column is overwritten", "DT01",
        lines(lambda s: s.lines.with_columns(status=pl.lit("DIBAYAR"))), has_status),
    Defect("C14", "a new word for paid", "LUNAS instead of DIBAYAR", "sender_far",
        cells(status=pl.when(pl.col("status") == "DIBAYAR").then(pl.lit("LUNAS"))), has_status),
    Defect("C15", "components slipped by a row", "a cell is deleted and the column moves up", "PR04", lines(_components_apart)),
)  # fmt: skip
