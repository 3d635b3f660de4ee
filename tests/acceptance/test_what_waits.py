"""What a run may publish by itself, in a home of two months; and a plan after a rollback."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from flows.errors import InputsHeld
from flows.monthly.dry_run import dry_run
from flows.monthly.held import Left, plan_held
from flows.monthly.plan_command import apply, plan
from flows.monthly.planning import Built, looked, put_together
from flows.monthly.policy import Policy
from flows.monthly.restated import offer
from flows.monthly.rollback import release, roll_back
from tests.acceptance import planned
from tests.acceptance.office import Office

MONTHS = ("2022-06", "2022-07")
JULY = (("K071", "01/07/2022", 100), ("K072", "02/07/2022", 200), ("K073", "03/07/2022", 300))


@pytest.fixture
def office(tmp_path: Path) -> Iterator[Office]:
    with planned.alone():
        yield planned.published_office(tmp_path / "home")


def offered(office: Office, policy: Policy) -> Built:
    office.take_in()
    workplace = office.workplace()
    seen, lines = looked(workplace, MONTHS)
    return put_together(workplace, seen, offer(workplace, lines, policy))


def test_late_lines_pass_and_a_corrected_file_waits(office: Office) -> None:
    office.deliver("2022-06/pati/susulan.csv", planned.extract(("N06", "09/06/2022", 7)))
    assert offered(office, Policy()).held == []
    planned.correct(office)
    assert offered(office, Policy()).held == ["2022-07"]


def test_a_correction_of_the_region_alone_changes_published_figures_too(office: Office) -> None:
    office.deliver("2022-07/kudus/klaim.csv", planned.extract(*JULY).replace(b"33.16", b"33.18", 1))
    assert offered(office, Policy()).held == ["2022-07"]
    whole = offered(office, Policy("any"))
    assert whole.offered.changes is not None
    assert (whole.held, whole.offered.changes.height) == ([], 0)


def test_late_lines_of_more_than_a_share_of_what_is_published_wait(office: Office) -> None:
    office.deliver("2022-06/pati/susulan.csv", planned.extract(("N06", "09/06/2022", 60)))  # 5 % of 1.2 million
    assert offered(office, Policy(share=0.05)).held == []
    assert offered(office, Policy(share=0.049)).held == ["2022-06"]


def test_a_held_month_shows_what_it_showed_and_the_others_what_came(office: Office) -> None:
    planned.correct(office)
    office.deliver("2022-06/pati/susulan.csv", planned.extract(("N06", "09/06/2022", 7)))
    shown = dict(offered(office, Policy()).months.benefit_month.select("period", "amount_paid_sen").iter_rows())
    assert {f"{month:%Y-%m}": sen for month, sen in shown.items()} == {"2022-06": 120_700_000, "2022-07": 120_000_000}


def test_after_a_rollback_the_plan_says_what_is_held_and_apply_refuses_until_it_is_released(office: Office) -> None:
    planned.correct(office)
    first = plan(office.root, [])
    assert first.plan_id is not None
    apply(office.root, first.plan_id)
    roll_back(office.root)
    again = plan(office.root, [])
    assert again.plan_id is not None
    assert (again.held_by, again.plan_id == first.plan_id, again.content_hash) == (2, False, first.content_hash)
    with pytest.raises(InputsHeld):
        apply(office.root, again.plan_id)
    release(office.root)
    assert apply(office.root, again.plan_id).number == 4


def test_a_dry_run_says_that_a_plan_waits_and_that_a_rollback_holds_the_inputs(office: Office) -> None:
    planned.correct(office)
    assert dry_run(office.root, MONTHS).publishes
    office.take_in()
    workplace, policy = office.workplace(), Policy()
    seen, lines = looked(workplace, MONTHS)
    waits = plan_held(workplace, Left(seen, offer(workplace, lines, policy), policy))
    assert waits is not None
    told = dry_run(office.root, MONTHS)
    assert (told.publishes, waits.command in told.because) == (False, True)
    assert dry_run(office.root, MONTHS, restate=True).publishes

    apply(office.root, waits.plan_id)
    roll_back(office.root)
    told = dry_run(office.root, MONTHS)
    assert (told.publishes, "rolled back" in told.because) == (False, True)
    office.deliver("2022-06/pati/susulan.csv", planned.extract(("N06", "09/06/2022", 7)))
    assert dry_run(office.root, MONTHS).publishes is False
    planned.correct(office)
    office.deliver("2022-07/kudus/klaim.csv", planned.extract(*JULY, ("K075", "05/07/2022", 50)))
    assert dry_run(office.root, MONTHS).publishes
