"""Break the real commands and see what holds: `python -m tests.proof.faults [--quick] [--only NAME] [--seed N] [--trials N]`."""

import tempfile
import time
from collections.abc import Callable
from datetime import UTC, datetime
from functools import cache
from pathlib import Path

import click

from tests.proof.faults import api, clock, crowd, damage, disk, ground, held_open, kills, page, vault
from tests.proof.faults.trial import Fault, Order, Row

PAGE = Path(__file__).parents[3] / "docs" / "faults.md"
FAULTS: dict[str, Fault] = {
    "damage": damage.row,
    "vault": vault.row,
    "held-open": held_open.row,
    "crowd": crowd.row,
    "api": api.row,
    "clock": clock.row,
    "disk": disk.row,
    "kill-run": kills.of_a_run,
    "kill-backfill": kills.of_a_backfill,
}
GROUNDS = {"run": ground.of_a_run, "backfill": ground.of_a_backfill}


@click.command()
@click.option("--quick", is_flag=True, help="A few trials of each fault.")
@click.option("--only", type=click.Choice([*FAULTS]), multiple=True, help="Only these faults.")
@click.option("--seed", default=20221231, show_default=True, help="Decides the random moments.")
@click.option("--trials", type=int, help="How many trials of each fault, instead of the form's own number.")
@click.option("--page", "target", type=click.Path(path_type=Path), default=PAGE, help="Where the table goes.")
def main(only: tuple[str, ...], target: Path, **how: int) -> None:
    """Try the faults one after the other, and write the page after each."""
    order = Order(bool(how["quick"]), how["seed"], how["trials"])
    failed = False
    with tempfile.TemporaryDirectory(prefix="faults-") as folder:
        ground_of = prepared(Path(folder))
        for name in only or FAULTS:
            began = time.monotonic()
            rows = FAULTS[name](order, ground_of)
            page.write(target, name, told(rows, order, time.monotonic() - began))
            failed |= any(row.complaints for row in rows)
    raise SystemExit(int(failed))


def prepared(folder: Path) -> Callable[[str], ground.Ground]:
    """The grounds by name, each prepared when it is first asked for."""
    return cache(lambda name: GROUNDS[name](folder / name))


def told(rows: list[Row], order: Order, seconds: float) -> str:
    """A section of the page."""
    how = f"Seed {order.seed}, {seconds / 60:.0f} minutes, {datetime.now(UTC):%Y-%m-%d}; {machine.described()}."
    return f"{page.table(rows)}\n{how}\n"


if __name__ == "__main__":
    main()
