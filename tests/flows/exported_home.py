"""A home with two publications of other totals, and what a folder of exports shows of it."""

import hashlib
import json
import shutil
from pathlib import Path
from typing import Any

import duckdb

from flows.home import Home
from tests.clients.flipping import FIRST, PERIODS, SECOND
from tests.warehouse.drawn_content import content, publish_next
from warehouse.publish import publication_file, standing

TOTALS = "select period, benefit_type_code, claim_count, payment_count, amount_paid_idr from {} where payment_count > 0 order by 1, 2"


def published_twice(root: Path) -> Path:
    """A home with two publications of other totals, the second standing; copied by the tests."""
    for drawn in (FIRST, SECOND):
        publish_next(root / "warehouse", content(benefit_month=drawn, periods=PERIODS))
    return root


def copied(two_publications: Path, root: Path) -> Home:
    """A home where publication 1 stands, and 2 can be made to stand."""
    shutil.copytree(two_publications, root, symlinks=True)
    home = Home(root)
    stand(home, 1)
    return home


def stand(home: Home, number: int) -> None:
    link = home.warehouse / "current"
    link.unlink()
    link.symlink_to(f"publications/{number}")


def totals(home: Home) -> list[tuple[Any, ...]]:
    number = standing(home.warehouse)
    assert number is not None
    with duckdb.connect(publication_file(home.warehouse, number), read_only=True) as connection:
        return connection.execute(TOTALS.format("mart.claims_by_benefit_month")).fetchall()


def read_by_duckdb(files: str) -> list[tuple[Any, ...]]:
    return duckdb.sql(TOTALS.format(f"'{files}'")).fetchall()


def shown(share: Path) -> Any:
    """current.json, having seen that each file it names is there, whole."""
    told = json.loads((share / "current.json").read_text())
    files = [file for form in told["formats"].values() for file in form]
    assert files
    for file in files:
        assert hashlib.sha256((share / file["path"]).read_bytes()).hexdigest() == file["sha256"]
    return told
