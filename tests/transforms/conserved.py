"""What cleaning says of an extract, held against what was drawn and what the file holds."""

import random
from collections import Counter
from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory

import polars as pl

from tests.transforms.drawn_extracts import cleaned
from tests.transforms.mixed_corpus import DATES, PAID, SPOILED, Drawn, Row, drawn, filled_rows, money, write
from transforms.errors import ExtractRefused
from transforms.ledger import Ledger
from transforms.quarantine import read_findings


def kept(seed: int) -> tuple[str, int]:
    """`conserved` or the code with which the extract is refused (and whether it was drawn so), and its lines.

    AssertionError for a row or sen unaccounted for.
    """
    extract = drawn(random.Random(seed))  # noqa: S311
    with TemporaryDirectory() as name:
        folder = Path(name)
        path = write(folder / "extract", extract)
        lines = [row for row in extract.places.values() if row.kind == "line"]
        try:
            ledger = cleaned(folder, path, extract.file_format)
        except ExtractRefused as refused:
            is_drawn = refused.code == "EX10" and are_late(lines, extract)
            return f"{refused.code}: drawn so" if is_drawn else refused.code, len(lines)
        assert_rows(ledger, extract, filled_rows(path, extract))
        assert_money(ledger, lines)
        assert_outcomes(ledger, extract, folder)
    return "conserved", len(lines)


def are_late(lines: list[Row], extract: Drawn) -> bool:
    """Over half of the dates of payment were drawn after the period, in August."""
    dated = [row.cells[PAID] for row in lines if row.cells[PAID] not in SPOILED[PAID]]
    august = {f"{date(2022, 8, day):{DATES[extract.dialect['dates']]}}" for day in range(1, 32)}
    return 2 * sum(text in august for text in dated) > len(dated)


def assert_rows(ledger: Ledger, extract: Drawn, filled: int) -> None:
    """Every row of the file is in the ledger, once."""
    accounted = ledger.accepted + ledger.not_a_payment + ledger.quarantined + ledger.duplicate + ledger.furniture
    assert ledger.rows_read == accounted == filled
    assert ledger.furniture == sum(row.kind == "furniture" for row in extract.places.values())


def assert_money(ledger: Ledger, lines: list[Row]) -> None:
    """All that was drawn is read, to the sen, and what cannot be read is counted."""
    parts = (ledger.amount_accepted_sen, ledger.amount_not_a_payment_sen, ledger.amount_quarantined_sen, ledger.amount_duplicate_sen)
    assert ledger.amount_read_sen == sum(parts) == money(lines)
    assert ledger.amount_unreadable_rows == sum(row.sen is None for row in lines)


def assert_outcomes(ledger: Ledger, extract: Drawn, folder: Path) -> None:
    """The clean lines, the findings and what is in neither are the ledger's lines, each once and with its money."""
    part = pl.read_parquet(folder / "lines.parquet")
    findings = read_findings([folder / "findings.parquet"]).collect()
    accepted = places(part)
    assert len(set(accepted)) == len(accepted) == ledger.accepted
    assert part["amount_paid_sen"].sum() == money([extract.places[place] for place in accepted]) == ledger.amount_accepted_sen
    assert Counter(part["payment_month"].dt.strftime("%Y-%m")) == ledger.payment_months
    aside = {outcome: set(places(findings.filter(pl.col("outcome") == outcome))) for outcome in ("quarantined", "duplicate", "warned")}
    for outcome in ("quarantined", "duplicate"):
        assert len(aside[outcome]) == getattr(ledger, outcome)
        assert money([extract.places[place] for place in aside[outcome]]) == getattr(ledger, f"amount_{outcome}_sen")
    others = (
        {place for place, row in extract.places.items() if row.kind == "line"} - set(accepted) - aside["quarantined"] - aside["duplicate"]
    )
    assert len(others) == ledger.not_a_payment
    assert money([extract.places[place] for place in others]) == ledger.amount_not_a_payment_sen
    assert aside["warned"] <= set(accepted) | others
    assert Counter(findings["code"]) == ledger.codes


def places(frame: pl.DataFrame) -> list[tuple[str | None, int]]:
    """Sheet and row."""
    rows = frame.select("sheet", "source_row").iter_rows()
    return [(sheet, row) for sheet, row in rows]
