"""A home for the product, made of an input's folder; and the figures it publishes."""

import os
import shutil
from collections.abc import Collection
from pathlib import Path

from tests.proof.bench.contenders.contender import Figures, extracts

KEY = "0f1e2d3c4b5a69788796a5b4c3d2e1f00f1e2d3c4b5a69788796a5b4c3d2e1f0"


def home_of(folder: Path, home: Path, periods: Collection[str] | None = None) -> Path:
    """A new home with the input's extracts (of these periods; None: of all) in its landing zone."""
    lay(folder, home, periods)
    shutil.copytree(folder / "reference", home / "reference")
    (home / "pseudonym.key").write_text(KEY)
    (home / "pseudonym.key").chmod(0o600)
    return home


def lay(folder: Path, home: Path, periods: Collection[str] | None = None) -> None:
    """Extracts into the landing zone, as links: they are read and kept in the vault like any."""
    for period, path in extracts(folder):
        if periods is not None and period not in periods:
            continue
        target = home / "landing" / path.relative_to(folder / "landing")
        target.parent.mkdir(parents=True, exist_ok=True)
        try:
            os.link(path, target)
        except OSError:  # another file system
            shutil.copyfile(path, target)


def periods_of(folder: Path) -> list[str]:
    """The months of the input."""
    return sorted({period for period, _ in extracts(folder)})


def figures_of(home: Path) -> Figures:
    """What the published file shows by month and benefit type, where there is a payment."""
    rows = _asked(
        home,
        "select strftime(period, '%Y-%m') || ' ' || benefit_type_code, claim_count, payment_count, participant_count,"
        " cast(amount_paid_idr * 100 as bigint) from mart.claims_by_benefit_month where payment_count > 0",
    )
    return {str(cell): [int(value) for value in values] for cell, *values in rows}


def rows_read(home: Path) -> int:
    """The rows of all extracts that it accounts for."""
    [(rows,)] = _asked(home, "select sum(rows_read - furniture) from meta.ledger")
    return int(rows)


def _asked(home: Path, sql: str) -> list[tuple[object, ...]]:
    import duckdb

    with duckdb.connect(str(home / "warehouse" / "current" / "claims.duckdb"), read_only=True) as connection:
        return connection.execute(sql).fetchall()
