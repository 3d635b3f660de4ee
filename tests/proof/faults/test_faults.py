"""A few trials of each fault, so that the harness itself stays in order; `make faults` does them all."""

import random
from pathlib import Path

import duckdb
import pytest

from tests.proof.faults import api, clock, damage, held_open, soak, vault
from tests.proof.faults.ground import Ground, of_a_run
from tests.proof.faults.reader import look_at_all
from tests.proof.faults.trial import Order

pytestmark = [pytest.mark.prefect, pytest.mark.xdist_group("faults")]

QUICK = Order(quick=True, seed=7, trials=1)


@pytest.fixture(scope="module")
def ground(tmp_path_factory: pytest.TempPathFactory) -> Ground:
    return of_a_run(tmp_path_factory.mktemp("faults") / "ground")


@pytest.fixture
def dice() -> random.Random:
    return random.Random(7)  # noqa: S311 - the same bytes each time


@pytest.mark.parametrize(
    ("name", "spoil"),
    [
        ("warehouse/publications/2/claims.duckdb", damage.block),
        ("warehouse/publications/2/claims_public.duckdb", damage.cut),
        (damage.LINK, damage.gone),
    ],
    ids=["a block of the published file", "half of the public file", "the link"],
)
def test_what_is_damaged_is_named_and_put_back_by_a_command(ground: Ground, dice: random.Random, name: str, spoil: damage.Spoil) -> None:
    with ground.trial(done=True) as home:
        assert damage.published_damaged(ground, home, name, spoil, dice) == []


@pytest.mark.parametrize("spoil", [damage.page, damage.empty], ids=["a page", "all of it"])
def test_a_damaged_register_is_named_and_nothing_is_published(ground: Ground, dice: random.Random, spoil: damage.Spoil) -> None:
    with ground.trial(done=True) as home:
        assert damage.register_damaged(ground, home, spoil, dice) == []


def test_an_altered_extract_of_the_vault_is_named_and_taken_in_anew(ground: Ground) -> None:
    with ground.trial() as home:
        assert vault.in_vault(ground, home, vault.altered) == []


def test_a_run_whose_api_dies_ends_soon_and_the_next_one_does_the_rest(ground: Ground) -> None:
    with ground.trial() as home:
        _, complaints = api.without_api(ground, home, 0.6 * ground.undisturbed.seconds)
    assert complaints == []


def test_a_reader_that_holds_every_file_open_hinders_nothing(ground: Ground) -> None:
    [row] = held_open.rows(QUICK, lambda _: ground)
    assert (row.trials, row.complaints) == (1, [])


def test_a_clock_set_back_changes_no_figure(ground: Ground) -> None:
    with ground.trial() as home:
        assert clock.shifted(ground, home, -31 * clock.DAY) == []


def test_readers_look_on_while_publications_follow_one_another(ground: Ground) -> None:
    text, complaints = soak.soak(ground, count_of_readers=2, count=5, minutes=0.05, pause_s=0.05, runs=0)
    assert complaints == []
    assert "| 5, 0 |" in text


def edited(file: Path, sql: str) -> None:
    """Somebody writes into what is published."""
    file.chmod(0o600)
    with duckdb.connect(str(file)) as connection:
        connection.execute(sql)


@pytest.mark.parametrize(
    ("sql", "complaint"),
    [
        ("update mart.claims_by_benefit_month set amount_paid_idr = amount_paid_idr + 1", "the figures are not those of the content hash"),
        ("update meta.ledger set accepted = accepted - 1", "rows read and rows accounted for disagree"),
    ],
    ids=["a figure", "the ledger"],
)
def test_the_reader_notices_a_publication_that_does_not_fit_together(ground: Ground, sql: str, complaint: str) -> None:
    with ground.trial(done=True) as home:
        edited(home.file, sql)
        assert complaint in look_at_all(str(home.file))[1]


@pytest.mark.parametrize(("quantile", "value"), [(0.5, 2), (0.99, 4), (1.0, 4)])
def test_a_share_of_measured_values_is_one_of_them(quantile: float, value: int) -> None:
    assert soak.share([1, 2, 3, 4], quantile) == value
