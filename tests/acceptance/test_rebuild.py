"""All publications of a past, rebuilt on another home from vault, register and tables alone; random cells rebuilt from the vault."""

import shutil
import time
from collections import Counter
from collections.abc import Callable
from pathlib import Path
from random import Random

import pytest

from flows.doctor import Diagnosis
from flows.monthly.workplace import look_at
from flows.trace.cell import GRAIN, NONE, OF_LINES, Cell
from flows.trace.publications import rebuild
from flows.trace.verify import Verifier, verifier
from tests.acceptance.drawn_history import History
from tests.acceptance.office import Office
from warehouse.register.store import open_register

KEPT = "publications_kept = 4\n"  # of others only the vintages are left


def luck(seed: int) -> Random:
    return Random(seed)  # noqa: S311 - a repeatable past is wanted


def with_a_past(root: Path, months: int, rollbacks: tuple[int, ...]) -> Office:
    """`months` published, a rollback after each of these."""
    history = History(Office(root), luck(2026))
    history.begin()
    (root / "claims.toml").write_text(KEPT)
    for number in range(1, months + 1):
        history.publish(number)
        if number in rollbacks:
            history.roll_back()
    return history.office


def elsewhere(office: Office, root: Path) -> Office:
    """Another home with the vault, register and tables of this one, and nothing else."""
    for name in ("vault", "register", "reference"):
        shutil.copytree(office.root / name, root / name)
    return Office(root)


def held_months(office: Office) -> Counter[int]:
    """How many months each publication goes on showing as they were."""
    with open_register(office.home.register) as register:
        bases = [basis for row in register.publications() if (basis := register.basis(row.number))]
    return Counter({basis.publication: sum(month.is_held for month in basis.months) for basis in bases})


def states(found: list[Diagnosis]) -> Counter[str]:
    assert not (odd := [one for one in found if one.state != "well"]), odd
    return Counter(one.state for one in found)


def random_cells(rebuilding: Verifier, numbers: list[int], chance: Random, count: int) -> list[tuple[int, Cell]]:
    """Cells of any month of any of these publications, of what is still kept of it; some of several rows. In the order of publications."""
    drawn = []
    for number in sorted(chance.choices(numbers, k=count)):
        marts = rebuilding.published(number).sources
        mart = chance.choice([one for one in OF_LINES if any(one in source for source in marts.values())])
        rows = next(source[mart] for source in marts.values() if mart in source)
        row = rows.row(chance.randrange(rows.height), named=True)
        codes = {name: row[name] or NONE for name in GRAIN[mart] if mart != OF_LINES[2] or chance.random() < 0.8}
        drawn.append((number, Cell(row["period"], **codes)))
    return drawn


def test_a_past_with_held_months_and_rollbacks_is_rebuilt_on_another_home(tmp_path: Path) -> None:
    office = with_a_past(tmp_path / "home", 9, rollbacks=(6,))
    assert held_months(office).total() > 0, "the past holds no month that was held"
    other = elsewhere(office, tmp_path / "other")
    assert states(rebuild(other.root, None)) == {"well": 10}
    with verifier(look_at(office.root)) as rebuilding:
        for number, cell in random_cells(rebuilding, list(range(1, 11)), luck(1), 60):
            assert rebuilding.verify(cell, number).is_equal, f"publication {number}: {cell}"
        for number in (3, 8, 10):
            assert rebuilding.verify_month(
                next(iter(rebuilding.published(number).sources.values()))[OF_LINES[0]]["period"][0], number
            ).is_equal


@pytest.mark.bench
@pytest.mark.timeout(7_200)
def test_36_publications_are_rebuilt_and_2000_cells_of_them(tmp_path: Path, figure: Callable[[str], None]) -> None:
    began = time.monotonic()
    office = with_a_past(tmp_path / "home", 34, rollbacks=(12, 25))
    made = time.monotonic()
    found = rebuild(elsewhere(office, tmp_path / "other").root, None)
    rebuilt = time.monotonic()
    held = held_months(office)
    assert len(held) == len(found) == 36
    figure(
        f"36 publications (2 rollbacks, {sum(map(bool, held.values()))} with held months; made in {made - began:.0f} s) rebuilt "
        f"on another home in {rebuilt - made:.0f} s: {states(found)['well']} content hashes equal"
    )
    with verifier(look_at(office.root)) as rebuilding:
        cells = random_cells(rebuilding, list(range(1, 37)), luck(2), 2000)
        odd = [(number, str(cell)) for number, cell in cells if not rebuilding.verify(cell, number).is_equal]
    figure(f"2,000 random cells of 36 publications rebuilt from the vault in {time.monotonic() - rebuilt:.0f} s: {2000 - len(odd)} equal")
    assert not odd
