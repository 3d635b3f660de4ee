"""Break the real commands and see what holds: `python -m tests.proof.faults [--quick] [--only NAME] [--seed N] [--trials N] [--jobs N]`."""

import tempfile
import time
from collections.abc import Callable
from datetime import UTC, datetime
from functools import cache
from pathlib import Path

import click

from tests.proof.faults import api, clock, crowd, damage, disk, ground, held_open, kills, vault
from tests.proof.faults.told import table
from tests.proof.faults.trial import Fault, Order, Row
from tests.proof.machine import described
from tests.proof.page import write_section

PAGE = Path(__file__).parents[3] / "docs" / "faults.md"
FAULTS: dict[str, tuple[str, Fault]] = {
    "damage": ("Files damaged on purpose", damage.rows),
    "vault": ("Extracts that cannot be read", vault.rows),
    "held-open": ("Every file held open", held_open.rows),
    "crowd": ("Several runs at once", crowd.rows),
    "api": ("Prefect's API dies", api.rows),
    "clock": ("The clock set back", clock.rows),
    "disk": ("A full disk", disk.rows),
    "kill-run": ("Kills of a run", kills.of_a_run),
    "kill-backfill": ("Kills of a backfill", kills.of_a_backfill),
}
GROUNDS = {"run": ground.of_a_run, "backfill": ground.of_a_backfill}


@click.command()
@click.option("--quick", is_flag=True, help="A few trials of each fault.")
@click.option("--only", type=click.Choice([*FAULTS]), multiple=True, help="Only these faults.")
@click.option("--seed", default=20221231, show_default=True, help="Decides the random moments.")
@click.option("--trials", type=int, help="How many trials of each fault, instead of the form's own number.")
@click.option("--jobs", default=2, show_default=True, help="Kills that are tried at a time.")
@click.option("--page", "target", type=click.Path(path_type=Path), default=PAGE, help="Where the table goes.")
def main(only: tuple[str, ...], target: Path, **how: int) -> None:
    """Try the faults one after the other, and write the page after each."""
    order = Order(bool(how["quick"]), how["seed"], how["trials"], how["jobs"])
    failed = False
    with tempfile.TemporaryDirectory(prefix="faults-") as folder:
        ground_of = prepared(Path(folder))
        for name in only or FAULTS:
            began = time.monotonic()
            title, fault = FAULTS[name]
            rows = fault(order, ground_of)
            write_section(target, f"## {title}", told(name, rows, order, time.monotonic() - began))
            failed |= any(row.complaints for row in rows)
    raise SystemExit(int(failed))


def prepared(folder: Path) -> Callable[[str], ground.Ground]:
    """The grounds by name, each prepared when it is first asked for."""
    return cache(lambda name: GROUNDS[name](folder / name))


def told(name: str, rows: list[Row], order: Order, seconds: float) -> str:
    """A section of the page."""
    command = f"python -m tests.proof.faults --only {name} --seed {order.seed}{' --quick' if order.quick else ''}"
    again = f"`{command}`, {seconds / 60:.0f} minutes; {described(datetime.now(UTC).date())}"
    return f"{table(rows)}\n{again}\n"


if __name__ == "__main__":
    main()
