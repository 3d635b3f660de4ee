"""What a run may publish by itself, in a home of two months; and a plan after a rollback."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from click.testing import CliRunner

from flows.cli.app import claims
from flows.errors import InputsHeld, NothingPublished, NothingToPlan
from flows.monthly.dry_run import dry_run
from flows.monthly.held import Decided, plan_held
from flows.monthly.plan_command import apply, plan
from flows.monthly.planning import Built, looked, put_together
from flows.monthly.plans import PlanStale
from flows.monthly.policy import Policy
from flows.monthly.restated import offer
from flows.monthly.rollback import release, roll_back
from tests.acceptance import planned
from tests.acceptance.office import Office
from warehouse.figures import benefit_figures

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


def expect_blora_too(office: Office) -> None:
    """Of both months, which were complete and had no payments but of JHT."""
    (office.home.reference / "senders.csv").write_text(f"{planned.SENDERS}blora,Blora,2015-07-01,,K08,,,drawn\n")


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


def test_a_month_waits_whose_senders_are_no_longer_complete_since_others_are_expected(office: Office) -> None:
    expect_blora_too(office)
    whole = offered(office, Policy())
    assert whole.held == list(MONTHS)
    assert [len(month.senders_expected) for month in whole.offered.lines.months] == [2, 2]
    assert offered(office, Policy("any")).held == []


def test_a_plan_tells_the_figures_that_would_not_be_known_any_more_as_the_marts_would_show_them(office: Office) -> None:
    expect_blora_too(office)
    report = plan(office.root, [])
    told = {(row["period"], row["benefit_type_code"]): row for row in report.figures if row["measure"] == "payment_count"}
    july = told["2022-07", "JKP"]
    assert (july["old"], july["new"], july["difference"], [one["cause"] for one in july["causes"]]) == (0, None, 0, ["reference_changed"])
    assert ("2022-07", "JHT") not in told
    assert report.plan_id is not None
    apply(office.root, report.plan_id)
    assert set(benefit_figures(office.home.current_file).filter(benefit_type_code="JKP")["payment_count"]) == {None}


def test_what_is_known_again_since_a_withdrawal_was_withdrawn_is_no_late_delivery(office: Office) -> None:
    office.manifest("2022-07/pati/tarik.manifest.yaml", "kind: withdrawal\nwithdraws: klaim.csv\n")
    office.run(*MONTHS)
    office.manifest("2022-07/pati/kembali.manifest.yaml", "kind: withdrawal\nwithdraws: tarik.manifest.yaml\n")
    report = plan(office.root, [])
    [july] = [row for row in report.figures if (row["benefit_type_code"], row["measure"]) == ("JKP", "payment_count")]
    assert (july["old"], july["new"]) == (None, 0)
    assert [(one["cause"], one["file_name"]) for one in july["causes"]] == [("replaced_extract", "kembali.manifest.yaml")]
    assert offered(office, Policy()).held == ["2022-07"]


def test_other_bands_of_materiality_are_another_plan(office: Office) -> None:
    planned.correct(office)
    first = plan(office.root, [])
    (office.home.reference / "materiality.csv").write_text(
        "band,from_share,from_amount_idr,sentence_en,sentence_id,source\nmaterial,0.9,1000000000,x,x,board\n"
    )
    again = plan(office.root, [])
    assert ({row["band"] for row in first.figures}, {row["band"] for row in again.figures}) == ({"material"}, {"noticeable"})
    assert first.plan_id is not None
    with pytest.raises(PlanStale, match="reference data moved"):
        apply(office.root, first.plan_id)
    assert again.plan_id is not None
    assert (apply(office.root, again.plan_id).number, again.content_hash) == (2, first.content_hash)


def test_apply_reports_what_a_run_would(office: Office) -> None:
    planned.correct(office)
    office.deliver("2022-07/blora/klaim.csv", b"\0 no table at all")
    made = plan(office.root, [])
    assert made.plan_id is not None
    report = apply(office.root, made.plan_id)
    assert (report.number, report.is_new, report.figures_changed, report.parts_made, report.checks_passed) == (
        2,
        True,
        len(made.figures),
        0,
        1,
    )
    assert (report.ledger["accepted"], report.done, report.skipped) == (13, ("2022-07",), ("2022-06",))
    assert ([one.sender_code for one in report.refusals], report.exit_code) == (["blora"], 11)
    assert report.seconds > 0
    again = apply(office.root, made.plan_id)
    assert (again.number, again.is_new, again.exit_code) == (2, False, 11)


@pytest.mark.parametrize(("asked", "command"), [(MONTHS, "claims plan 2022-06 2022-07"), (("2022-09",), "claims plan 2022-09")])
def test_what_a_run_left_is_shown_by_the_command_that_it_names(office: Office, asked: tuple[str, ...], command: str) -> None:
    planned.correct(office)
    for month in ("08", "09", "10"):
        office.deliver(f"2022-{month}/kudus/klaim.csv", b"\0 no table at all")
    office.deliver("2022-08/pati/klaim.csv", planned.extract(("P081", "01/08/2022", 5)))
    office.take_in()
    workplace = office.workplace()
    seen, lines = looked(workplace, asked)
    decided = Decided(seen, offer(workplace, lines, Policy()), Policy())
    waits = plan_held(workplace, decided)
    assert waits is not None
    assert waits.seen_by == command
    assert f"see it: {command};" in waits.sentence
    assert plan(office.root, command.split()[2:] if len(asked) == 1 else asked).plan_id == waits.plan_id
    assert plan(office.root, []).plan_id != waits.plan_id


@pytest.fixture
def empty(tmp_path: Path) -> Iterator[Office]:
    """A home in which nothing has come."""
    with planned.alone():
        office = Office(tmp_path / "empty")
        office.take_in()
        yield office


def test_of_an_empty_home_the_plan_says_that_nothing_has_come(empty: Office) -> None:
    with pytest.raises(NothingToPlan) as refused:
        plan(empty.root, [])
    assert (refused.value.what, refused.value.exit_code) == ("nothing to plan: no extract has come yet", 12)
    with pytest.raises(NothingToPlan, match="nothing to plan: no usable extract for 2022-07") as refused:
        plan(empty.root, ["2022-07"])
    assert "--period" not in refused.value.fix


@pytest.mark.parametrize("command", ["explain 2022-07", "trace 2022-07", "doctor --rebuild all", "doctor --rebuild 1"])
def test_every_command_says_alike_that_nothing_has_been_published(empty: Office, command: str) -> None:
    error = CliRunner().invoke(claims, [*command.split(), "--home", str(empty.root)]).exception
    assert isinstance(error, NothingPublished)
    assert error.exit_code == 13


def test_a_dry_run_says_that_a_plan_waits_and_that_a_rollback_holds_the_inputs(office: Office) -> None:
    planned.correct(office)
    assert dry_run(office.root, MONTHS).publishes
    office.take_in()
    workplace, policy = office.workplace(), Policy()
    seen, lines = looked(workplace, MONTHS)
    waits = plan_held(workplace, Decided(seen, offer(workplace, lines, policy), policy))
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
