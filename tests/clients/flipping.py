"""A warehouse with one publication, and a second with other totals to be flipped in while a client is looking."""

import json
import os
import select
import subprocess
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path
from typing import Any

import duckdb

from tests.warehouse.drawn_content import content, publish_next
from warehouse.publish import standing_file

ASKING = Path(__file__).parent / "asking"
ANSWER_S = 60
SQL = """
select cast(period as varchar) as period, benefit_type_code, claim_count, payment_count, participant_count, amount_paid_idr
from mart.claims_by_benefit_month where payment_count > 0 order by period, benefit_type_code
"""
FIRST = """
    period  | benefit_type_code | claim_count | payment_count | participant_count | amount_paid_sen
    2022-01 | JHT               | 2           | 3             | 2                 | 123456789
    2022-02 | JHT               | 514         | 600           | 500               | 98765432109801
    2022-02 | JKP               | 1           | 1             | 1                 | 1
"""
SECOND = FIRST.replace("123456789", "123456790").replace("| 514 ", "| 515 ").replace("98765432109801", "98765432109999")
PERIODS = """
    period  | senders_expected | senders_received
    2022-01 | 2                | 2
    2022-02 | 2                | 2
"""
Row = tuple[Any, ...]


@dataclass(frozen=True, slots=True)
class Flipped:
    """A warehouse that a client opens at `file`."""

    warehouse: Path

    @property
    def file(self) -> Path:
        """What a BI tool opens: through the link."""
        return self.warehouse / "current" / "claims.duckdb"

    @property
    def rows(self) -> list[Row]:
        """What SQL says of the publication that stands, exactly. Opened by its own path, by a connection of its own."""
        file = standing_file(self.warehouse)
        assert file is not None
        with duckdb.connect(file, read_only=True) as connection:
            return connection.execute(SQL).fetchall()

    def flip(self) -> None:
        """Publish other totals, as a run does."""
        before = self.rows
        publish_next(self.warehouse, content(benefit_month=SECOND, periods=PERIODS))
        assert before != self.rows


def with_one_publication(warehouse: Path) -> Flipped:
    """The warehouse before the flip."""
    publish_next(warehouse, content(benefit_month=FIRST, periods=PERIODS))
    return Flipped(warehouse)


class Asked:
    """A client that stays open and is asked again and again."""

    def __init__(self, process: subprocess.Popen[str]) -> None:
        self._process = process

    @property
    def rows(self) -> list[Row]:
        """What it sees now."""
        assert self._process.stdin is not None
        assert self._process.stdout is not None
        self._process.stdin.write("\n")
        self._process.stdin.flush()
        assert select.select([self._process.stdout], [], [], ANSWER_S)[0], "the client does not answer"
        line = self._process.stdout.readline()
        assert line, self._process.communicate()[1]
        return [tuple(row) for row in json.loads(line)]


@contextmanager
def client(command: Sequence[str | Path], **environment: str) -> Iterator[Asked]:
    """The client, running during the block, in an environment without our packages. It must end well and complain of nothing."""
    ours = {name: value for name, value in os.environ.items() if not name.startswith(("PYTHON", "CLAIMS_"))}
    with subprocess.Popen(
        command,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        env=ours | environment,
        cwd=ASKING,
    ) as process:
        try:
            yield Asked(process)
            assert process.communicate(timeout=ANSWER_S)[1] == ""
            assert process.returncode == 0
        finally:
            process.kill()


def exact(rows: Sequence[Row]) -> list[Row]:
    """As the warehouse shows it, the amount's digits as text made Decimal."""
    return [(*row[:2], *map(int, row[2:5]), Decimal(row[5])) for row in rows]


def rounded(rows: Sequence[Row]) -> list[Row]:
    """The same of a client that makes floats of amounts: exact up to 2^53 sen."""
    return [(*row[:2], *map(int, row[2:5]), round(Decimal(float(row[5])), 2)) for row in rows]
