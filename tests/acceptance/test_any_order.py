"""One set of arrivals, revisions stated, in any order and in any number of publications: always the same figures (law 5)."""

import random
from collections import Counter
from collections.abc import Callable
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from multiprocessing import get_context
from pathlib import Path

import pytest

from tests.acceptance.drawn_arrivals import extract
from tests.acceptance.office import Kept, Office

PERIODS = ("2022-06", "2022-07", "2022-08")
ORDERS = 500
ORDERS_IN_PASSING = 6
PROCESSES = 2


@dataclass(frozen=True, slots=True)
class Sent:
    """One delivery. Without content it is a manifest alone."""

    place: str
    manifest: str
    content: bytes | None = None


def paid(*payments: str) -> bytes:
    """`7 JHT 07-02 2000` is payment 7 of 2 July."""
    drawn = (payment.split() for payment in payments)
    return extract("csv", *((number, programme, f"2022-{day}", amount) for number, programme, day, amount in drawn))


SET = (
    Sent("2022-07/K01/JHT.csv", "revision: 1", paid("1 JHT 07-01 1000", "2 JHT 07-02 2000", "3 JHT 07-03 3000")),
    Sent("2022-07/K01/JHT.csv", "revision: 2", paid("1 JHT 07-01 1000", "2 JHT 07-02 2500", "4 JHT 07-04 4000")),
    Sent("2022-07/K01/JHT.csv", "revision: 5\nrows: 9", paid("1 JHT 07-01 9000")),  # its manifest does not fit: refused
    Sent("2022-07/K01/JKM.csv", "revision: 1", paid("20 JKM 07-05 42000000", "21 JKM 07-06 42000000")),
    Sent("2022-07/K01/koreksi.csv", "kind: delta\nrevision: 3", paid("2 JHT 07-02 2600", "5 JHT 06-30 5000")),
    Sent("2022-07/K01/koreksi.csv", "kind: delta\nrevision: 4", paid("2 JHT 07-02 2700", "21 JKM 07-06 41000000")),
    Sent("2022-07/K01/salah.csv", "revision: 1", paid("30 JP 07-07 500000")),
    Sent("2022-07/K01/tarik.manifest.yaml", "kind: withdrawal\nrevision: 2\nwithdraws: salah.csv"),
    Sent("2022-07/P01/nil.manifest.yaml", "kind: nil\nrevision: 1"),
    Sent("2022-07/P01/susulan.csv", "revision: 2", paid("40 JHT 07-08 8000", "1 JHT 07-01 1000")),  # line 1 is K01's, word for word
    Sent("2022-07/R01/a.csv", "revision: 1", paid("50 JHT 07-09 9000")),
    Sent("2022-07/R01/b.csv", "revision: 1", paid("50 JHT 07-09 9001")),  # contradicts a.csv: neither counts
    Sent("2022-07/R01/c.csv", "revision: 1", paid("51 JHT 07-10 10000")),
    Sent("2022-08/K01/JHT.csv", "revision: 1", paid("60 JHT 08-01 6000", "3 JHT 07-03 3300", "4 JHT 07-04 4000", "61 JHT 06-15 6100")),
    Sent("2022-08/K01/lagi.csv", "revision: 1", paid("60 JHT 08-01 6000", "3 JHT 07-03 3300", "4 JHT 07-04 4000", "61 JHT 06-15 6100")),
    Sent("2022-08/P01/nil.manifest.yaml", "kind: nil\nrevision: 1"),
    Sent("2022-06/K01/JHT.csv", "revision: 1", paid("70 JHT 06-02 7000", "61 JHT 06-15 6000")),  # payment 61 is corrected in August
)
BY_HAND = [
    ("2022-06", "JHT", 3, "18100.00"),  # 5 (delta), 61 as August says, 70
    ("2022-07", "JHT", 6, "29000.00"),  # 1, 2 (second delta), 3 and 4 as August says, 40, 51
    ("2022-07", "JKM", 2, "83000000.00"),
    ("2022-08", "JHT", 1, "6000.00"),
]


def ended(root: Path, kept: Kept, luck: random.Random) -> tuple[str | None, int, list[tuple[str, str, int, str]]]:
    """Deliver the set in a random order, with a run after a random few: the content hash, the number of runs, the figures."""
    office, order, runs = Office(root, kept), luck.sample(SET, len(SET)), 0
    content_hash = None
    while order:
        batch, order = order[: (few := luck.randint(1, len(SET)))], order[few:]
        for one in batch:
            if one.content is None:
                office.manifest(one.place, one.manifest)
            else:
                office.deliver(one.place, one.content, one.manifest)
            office.take_in()
        content_hash, runs = office.run(*PERIODS), runs + 1
    return content_hash, runs, office.figures()


def outcomes(tmp_path: Path, orders: int, seed: int) -> tuple[Counter[str | None], Counter[int]]:
    kept, luck = Kept(tmp_path / "kept"), random.Random(seed)  # noqa: S311 - a repeatable order is wanted
    hashes: Counter[str | None] = Counter()
    runs: Counter[int] = Counter()
    for number in range(orders):
        content_hash, publications, figures = ended(tmp_path / str(number), kept, luck)
        assert figures == BY_HAND, f"order {number} of seed {seed}"
        hashes[content_hash] += 1
        runs[publications] += 1
    return hashes, runs


def test_the_order_of_arrival_and_the_number_of_publications_do_not_matter(tmp_path: Path) -> None:
    hashes, runs = outcomes(tmp_path, ORDERS_IN_PASSING, seed=3)
    assert len(hashes) == 1
    assert len(runs) > 1


@pytest.mark.bench
@pytest.mark.timeout(7_200)
def test_five_hundred_orders_end_with_one_content_hash(tmp_path: Path, figure: Callable[[str], None]) -> None:
    folders = [tmp_path / str(number) for number in range(PROCESSES)]
    for folder in folders:
        folder.mkdir()
    hashes: Counter[str | None] = Counter()
    runs: Counter[int] = Counter()
    with ProcessPoolExecutor(PROCESSES, mp_context=get_context("spawn")) as pool:
        shares = pool.map(outcomes, folders, [ORDERS // PROCESSES] * PROCESSES, range(2026, 2026 + PROCESSES))
        for own_hashes, own_runs in shares:
            hashes.update(own_hashes)
            runs.update(own_runs)
    figure(
        f"{ORDERS} random orders of {len(SET)} arrivals: {len(hashes)} content hash; orders by number of runs {dict(sorted(runs.items()))}"
    )
    assert len(hashes) == 1
    assert sum(hashes.values()) == ORDERS
