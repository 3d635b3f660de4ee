"""What has come and does not count is told: of a period nobody asked for, and the same bytes again after their withdrawal."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from flows.errors import NoExtracts
from flows.monthly.dry_run import dry_run
from flows.monthly.passed_over import came_again, gaps_in
from flows.monthly.standstill import standstill
from flows.monthly.survey import survey
from tests.acceptance import planned
from tests.acceptance.office import Office

MONTHS = ("2022-06", "2022-07")
KUDUS = planned.SENDERS.rsplit("pati", 1)[0]


@pytest.fixture
def office(tmp_path: Path) -> Iterator[Office]:
    """May and July of Kudus, published; its June was withdrawn."""
    with planned.alone():
        office = Office(tmp_path / "home")
        office.home.prepare()
        (office.home.reference / "senders.csv").write_text(KUDUS)
        for month in ("05", "06", "07"):
            office.deliver(
                f"2022-{month}/kudus/klaim.csv", june() if month == "06" else planned.extract((f"K{month}", f"01/{month}/2022", 5))
            )
        office.manifest("2022-06/kudus/tarik.manifest.yaml", "kind: withdrawal\nwithdraws: klaim.csv\n")
        office.run("2022-05", *MONTHS)
        yield office


def june(rupiah: int = 100) -> bytes:
    return planned.extract(("K061", "01/06/2022", rupiah))


def unasked(period: str) -> str:
    return (
        f"{period} is not among what was asked for, though extracts of kudus have come: "
        f"claims run --period {period}, or a backfill that includes it"
    )


def gaps(office: Office) -> list[str]:
    office.take_in()
    workplace = office.workplace()
    return gaps_in(workplace, survey(workplace, ["2022-07"]))


def test_a_period_that_was_not_asked_for_is_no_gap_where_extracts_of_it_have_come(office: Office) -> None:
    assert gaps(office) == ["gap: no usable extract of any sender for 2022-06, though there are before and after"]
    office.deliver("2022-06/kudus/neu.csv", june(200))
    told = [unasked("2022-06")]
    assert list(dry_run(office.root, ["2022-07"]).gaps) == told
    assert gaps(office) == told


def test_a_period_before_the_first_that_is_published_is_named_and_one_after_the_last_is_not(office: Office) -> None:
    office.deliver("2022-04/kudus/klaim.csv", planned.extract(("K041", "01/04/2022", 5)))
    office.deliver("2022-08/kudus/klaim.csv", planned.extract(("K081", "01/08/2022", 5)))
    assert [one for one in gaps(office) if not one.startswith("gap")] == [unasked("2022-04")]


def test_the_same_bytes_under_another_name_are_told_as_withdrawn_and_by_what(office: Office) -> None:
    office.take_in()
    assert came_again(office.workplace()) == []
    office.deliver("2022-06/kudus/neu.csv", june())
    office.take_in()
    workplace = office.workplace()
    seen = survey(workplace, MONTHS)
    [told] = came_again(workplace)
    assert told.startswith("kudus 2022-06 neu.csv (the bytes of klaim.csv) came again, but was withdrawn by tarik.manifest.yaml")
    with pytest.raises(NoExtracts, match=r"neu\.csv .* was withdrawn by tarik"):
        standstill(workplace, survey(workplace, ["2022-06"]), ["2022-06"])
    report = standstill(workplace, seen, MONTHS)
    assert report is not None
    assert told in report.warnings


def test_what_the_sentence_advises_lets_it_count_and_ends_the_sentence(office: Office) -> None:
    office.deliver("2022-06/kudus/neu.csv", june())
    office.take_in()
    [told] = came_again(office.workplace())
    advised = told.rsplit("withdraws: ", 1)[1].rstrip(")")
    office.manifest("2022-06/kudus/zurueck.manifest.yaml", f"kind: withdrawal\nwithdraws: {advised}\n")
    office.take_in()
    assert came_again(office.workplace()) == []
    assert "2022-06" in {one.arrival.period for one in office.extracts("2022-06").standing}


def test_other_bytes_under_that_name_end_the_sentence(office: Office) -> None:
    office.deliver("2022-06/kudus/neu.csv", june())
    office.take_in()
    office.deliver("2022-06/kudus/neu.csv", june(300))
    office.take_in()
    assert came_again(office.workplace()) == []
