"""Between plan and apply something moves: nothing is published that was not planned."""

import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from random import Random
from unittest.mock import patch

import pytest

from flows.monthly import planning
from flows.monthly.plan_command import apply
from flows.monthly.plans import PlanStale
from tests.acceptance import planned
from tests.acceptance.office import Office
from warehouse.figures import standing_record

MOMENTS = ("before", "while the candidate is counted", "before the flip")


@pytest.fixture(scope="module")
def template(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Path, str]]:
    """A home with a plan."""
    with planned.alone():
        office, plan_id = planned.planned_office(tmp_path_factory.mktemp("planned") / "home")
        yield office.root, plan_id


def race(template: tuple[Path, str], folder: Path, event: planned.Event, moment: str, seed: int) -> None:
    """Copy the home, apply the plan, let the event happen at its moment."""
    root, plan_id = template
    office = Office(Path(shutil.copytree(root, folder / "home", symlinks=True)))
    stood = (office.root / "warehouse/current").resolve().name
    with planned.code_of_its_own(folder) as code:

        def happens() -> None:
            event(office, code, Random(seed))  # noqa: S311

        if moment == "before":
            happens()
        resolving, counting = (happens if moment == name else lambda: None for name in (MOMENTS[1], MOMENTS[2]))
        with patch.object(planning, "count_months", _after(resolving, planning.count_months)), pytest.raises(PlanStale) as stale:
            apply(office.root, plan_id, before_flip=counting)
    assert stale.value.exit_code == 15
    assert "claims plan" in stale.value.fix
    _assert_not_published(office, stood, event)


def _after(first: Callable[[], None], then: Callable[..., object]) -> Callable[..., object]:
    def both(*arguments: object) -> object:
        first()
        return then(*arguments)

    return both


def _assert_not_published(office: Office, stood: str, event: planned.Event) -> None:
    record = standing_record(office.home.current_file)
    assert record.kind != "apply"
    if event is not planned.another_publication_is_made:
        assert str(record.number) == stood


def drawn_race(seed: int) -> tuple[planned.Event, str]:
    return planned.EVENTS[seed % len(planned.EVENTS)], MOMENTS[seed // len(planned.EVENTS) % len(MOMENTS)]


@pytest.mark.parametrize("seed", range(0, 42, 3), ids=lambda seed: " ".join([drawn_race(seed)[0].__name__, drawn_race(seed)[1]]))
def test_what_moves_between_plan_and_apply_makes_the_plan_stale(template: tuple[Path, str], tmp_path: Path, seed: int) -> None:
    race(template, tmp_path, *drawn_race(seed), seed)


@pytest.mark.bench
@pytest.mark.slow
@pytest.mark.timeout(7_200)
def test_two_hundred_races_publish_nothing_that_was_not_planned(
    template: tuple[Path, str], tmp_path: Path, figure: Callable[[str], None]
) -> None:
    for seed in range(200):
        race(template, tmp_path / str(seed), *drawn_race(seed), seed)
        shutil.rmtree(tmp_path / str(seed))
    figure("200 races between plan and apply: 0 publications that were not planned, 200 plans stale")


def test_where_nothing_moves_exactly_the_plan_is_published(template: tuple[Path, str], tmp_path: Path) -> None:
    root, plan_id = template
    office = Office(Path(shutil.copytree(root, tmp_path / "home", symlinks=True)))
    report = apply(office.root, plan_id)
    record = standing_record(office.home.current_file)
    assert (report.number, report.is_new, record.kind, record.content_hash) == (2, True, "apply", report.content_hash)
    assert ("2022-07", "JHT", 7, "1650000.00") in office.figures()


def test_a_file_of_a_month_that_the_plan_does_not_speak_of_does_not_move_it(template: tuple[Path, str], tmp_path: Path) -> None:
    root, plan_id = template
    office = Office(Path(shutil.copytree(root, tmp_path / "home", symlinks=True)))
    office.deliver("2022-08/kudus/klaim.csv", planned.extract(("K081", "01/08/2022", 9)))
    assert apply(office.root, plan_id).number == 2


def test_months_counted_from_other_bytes_than_planned_are_not_published(template: tuple[Path, str], tmp_path: Path) -> None:
    root, plan_id = template
    office = Office(Path(shutil.copytree(root, tmp_path / "home", symlinks=True)))
    planned.parts_are_tampered_with(office)
    with pytest.raises(PlanStale, match="other figures"):
        apply(office.root, plan_id)
    assert standing_record(office.home.current_file).number == 1


def test_a_plan_applied_twice_says_that_it_stands(template: tuple[Path, str], tmp_path: Path) -> None:
    root, plan_id = template
    office = Office(Path(shutil.copytree(root, tmp_path / "home", symlinks=True)))
    apply(office.root, plan_id[:8])
    again = apply(office.root, plan_id)
    assert (again.number, again.is_new) == (2, False)
    office.deliver("2022-08/kudus/klaim.csv", planned.extract(("K081", "01/08/2022", 9)))
    office.run("2022-08")
    with pytest.raises(PlanStale, match="applied as publication 2"):
        apply(office.root, plan_id)
