"""Every kind of arrival, in every format: what it is called, what becomes of it, and the figures that follow. `make matrix` prints it."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from tests.acceptance.arrival_desk import AUGUST, IN_AUGUST, JULY, LATE, ONE, THREE, TWO, TWO_RIGHT, Desk, shown
from tests.acceptance.drawn_arrivals import FORMATS, extract


@pytest.fixture(params=FORMATS)
def desk(request: pytest.FixtureRequest, tmp_path: Path) -> Desk:
    return Desk(tmp_path / "home", request.param)


@pytest.fixture(scope="module")
def matrix(figure: Callable[[str], None]) -> Iterator[dict[str, dict[str, str]]]:
    """What was seen, kind of arrival by format; shown when all is over."""
    seen: dict[str, dict[str, str]] = {}
    yield seen
    for line in shown(seen):
        figure(line)


@pytest.fixture(autouse=True)
def noted(request: pytest.FixtureRequest, desk: Desk, matrix: dict[str, dict[str, str]]) -> Iterator[None]:
    failed = request.session.testsfailed
    yield
    kind = request.function.__name__.removeprefix("test_").replace("_", " ")
    matrix.setdefault(kind, {})[desk.file_format] = "right" if request.session.testsfailed == failed else "WRONG"


def test_new(desk: Desk) -> None:
    desk.sends("JHT", ONE, TWO)
    desk.runs()
    assert desk.kinds == {"JHT": ("new", "counts")}
    assert desk.money == {(JULY, "JHT"): "3000.00"}


def test_several_files_add_up(desk: Desk) -> None:
    desk.sends("JHT", ONE, TWO)
    desk.sends("JKM", THREE)
    desk.runs()
    assert desk.kinds == {"JHT": ("new", "counts"), "JKM": ("new", "counts")}
    assert desk.money == {(JULY, "JHT"): "3000.00", (JULY, "JKM"): "42000000.00"}


def test_identical_re_send(desk: Desk) -> None:
    desk.sends("JHT", ONE, TWO)
    desk.runs()
    desk.sends("again", ONE, TWO)
    desk.runs()
    desk.runs()
    assert desk.kinds == {"JHT": ("new", "counts"), "again": ("identical re-send", "known")}
    assert desk.money == {(JULY, "JHT"): "3000.00"}


def test_identical_re_send_in_one_delivery(desk: Desk) -> None:
    desk.sends("again", ONE, TWO)
    desk.sends("JHT", ONE, TWO)
    desk.runs()
    assert sorted(desk.kinds.values()) == [("identical re-send", "known"), ("new", "counts")]
    assert desk.money == {(JULY, "JHT"): "3000.00"}


def test_the_same_bytes_in_their_own_format(desk: Desk) -> None:
    content, wrong = extract(desk.file_format, ONE, TWO), "csv" if desk.file_format == "xlsx" else "xlsx"
    desk.office.deliver(f"{JULY}/K01/salah.{wrong}", content)
    desk.runs()
    assert desk.kinds == {"salah": ("refused", "refused")}
    desk.office.deliver(f"{JULY}/K01/JHT.{desk.file_format}", content)
    desk.states("tarik", f"kind: withdrawal\nwithdraws: salah.{wrong}")
    desk.runs()
    assert desk.kinds == {"salah": ("new", "withdrawn"), "JHT": ("new", "counts"), "tarik": ("withdrawal", "fulfilled")}
    assert desk.money == {(JULY, "JHT"): "3000.00"}
    assert desk.office.extracts(JULY).refused == ()


def test_full_correction(desk: Desk) -> None:
    desk.sends("JHT", ONE, TWO)
    desk.runs()
    desk.sends("JHT", ONE, TWO_RIGHT)
    desk.runs()
    assert desk.fates == [("new", "replaced"), ("full correction", "counts")]
    assert desk.money == {(JULY, "JHT"): "3500.00"}


def test_lower_revision_out_of_order(desk: Desk) -> None:
    desk.sends("JHT", ONE, TWO_RIGHT, manifest="revision: 2")
    desk.runs()
    desk.sends("JHT", ONE, TWO, manifest="revision: 1")
    desk.runs()
    assert [(row.classification, row.fate) for row in desk.office.arrivals()] == [
        ("full correction", "counts"),
        ("out of order", "replaced"),
    ]
    assert desk.money == {(JULY, "JHT"): "3500.00"}


def test_delta_correction(desk: Desk) -> None:
    desk.sends("JHT", ONE, TWO)
    desk.runs()
    desk.sends("fix", TWO_RIGHT, THREE, manifest="kind: delta")
    desk.runs()
    assert desk.kinds == {"JHT": ("new", "counts"), "fix": ("delta correction", "counts")}
    assert desk.money == {(JULY, "JHT"): "3500.00", (JULY, "JKM"): "42000000.00"}


def test_delta_before_what_it_amends_out_of_order(desk: Desk) -> None:
    desk.sends("fix", TWO_RIGHT, manifest="kind: delta\nrevision: 2")
    desk.runs()
    assert desk.kinds == {"fix": ("out of order", "waiting")}
    desk.sends("JHT", ONE, TWO, manifest="revision: 1")
    desk.runs()
    assert desk.kinds == {"fix": ("delta correction", "counts"), "JHT": ("new", "counts")}
    assert desk.money == {(JULY, "JHT"): "3500.00"}


def test_withdrawn(desk: Desk) -> None:
    desk.sends("JHT", ONE, TWO)
    desk.sends("JKM", THREE)
    desk.runs()
    desk.states("tarik", f"kind: withdrawal\nwithdraws: JKM.{desk.file_format}")
    desk.runs()
    assert desk.kinds == {"JHT": ("new", "counts"), "JKM": ("new", "withdrawn"), "tarik": ("withdrawal", "fulfilled")}
    assert desk.money == {(JULY, "JHT"): "3000.00"}


def test_withdrawal_of_a_correction_by_its_content(desk: Desk) -> None:
    desk.sends("JHT", ONE, TWO)
    desk.runs()
    desk.sends("JHT", ONE, TWO_RIGHT)
    desk.runs()
    desk.states("tarik", f"kind: withdrawal\nwithdraws: {desk.office.arrivals()[-1].sha256}")
    desk.runs()
    assert [row.fate for row in desk.office.arrivals()] == ["counts", "withdrawn", "fulfilled"]
    assert desk.money == {(JULY, "JHT"): "3000.00"}


def test_nil_return(desk: Desk) -> None:
    desk.states("nil", "kind: nil")
    desk.office.deliver(f"{JULY}/P01/JHT.{desk.file_format}", extract(desk.file_format, ONE))
    desk.runs()
    assert desk.kinds == {"nil": ("nil return", "counts"), "JHT": ("new", "counts")}
    assert desk.money == {(JULY, "JHT"): "1000.00"}


def test_nil_return_beside_a_file_without_lines(desk: Desk) -> None:
    desk.sends("JHT", manifest="kind: nil")
    desk.runs()
    assert desk.kinds == {"JHT": ("nil return", "counts")}
    assert desk.money == {}


def test_nil_return_beside_a_file_with_lines_refused(desk: Desk) -> None:
    desk.sends("JHT", ONE, manifest="kind: nil")
    desk.runs()
    assert [(row.fate, row.code) for row in desk.office.arrivals()] == [("refused", "EX07")]


def test_nil_return_contradicted(desk: Desk) -> None:
    desk.sends("JHT", ONE)
    desk.runs()
    desk.states("nil", "kind: nil")
    desk.runs()
    assert desk.kinds == {"JHT": ("new", "counts"), "nil": ("nil return", "contradicted")}
    assert desk.money == {(JULY, "JHT"): "1000.00"}


def test_overlap(desk: Desk) -> None:
    desk.sends("JHT", ONE, TWO)
    desk.sends("JHT-2", TWO_RIGHT)
    desk.sends("JKM", THREE)
    desk.runs()
    assert desk.kinds == {"JHT": ("overlap", "refused"), "JHT-2": ("overlap", "refused"), "JKM": ("new", "counts")}
    assert desk.money == {(JULY, "JKM"): "42000000.00"}


def test_delta_waits_while_all_it_amends_overlaps(desk: Desk) -> None:
    desk.sends("JHT", ONE, TWO)
    desk.sends("JHT-2", TWO_RIGHT)
    desk.sends("fix", THREE, manifest="kind: delta\nrevision: 1")
    desk.runs()
    assert desk.kinds == {"JHT": ("overlap", "refused"), "JHT-2": ("overlap", "refused"), "fix": ("out of order", "waiting")}
    assert not desk.office.home.current_file.exists()


def test_correction_of_a_file_that_came_under_two_names(desk: Desk) -> None:
    desk.sends("JHT", ONE, TWO)
    desk.sends("JHT-copy", ONE, TWO)
    desk.runs()
    desk.sends("JHT", ONE, TWO_RIGHT)
    desk.runs()
    assert desk.money == {(JULY, "JHT"): "3500.00"}
    assert not desk.office.extracts(JULY).refused


def test_refused_as_empty_and_then_nil(desk: Desk) -> None:
    desk.sends("JHT")
    desk.runs()
    assert [row.code for row in desk.office.arrivals()] == ["EX01"]
    desk.states("nil", "kind: nil")
    desk.runs()
    assert not desk.office.extracts(JULY).refused


def test_wrong_period_delivered_again_in_its_own(desk: Desk) -> None:
    desk.sends("JHT", IN_AUGUST)
    desk.runs()
    desk.sends("JHT", IN_AUGUST, period=AUGUST)
    desk.runs(JULY, AUGUST)
    assert desk.fates == [("wrong period", "refused"), ("new", "counts")]
    assert not desk.office.extracts(JULY, AUGUST).refused


def test_overlap_of_three_whoever_came_first(desk: Desk) -> None:
    desk.sends("A", ONE, TWO)
    desk.sends("B", TWO_RIGHT)
    desk.runs()
    desk.sends("C", ("1", "JHT", "2022-07-01", "1001"))  # contradicts A, which is refused already
    desk.sends("JKM", THREE)
    desk.runs()
    assert {name: fate for name, (_, fate) in desk.kinds.items()} == {"A": "refused", "B": "refused", "C": "refused", "JKM": "counts"}
    assert "K01 A." in str(desk.office.arrivals()[2].reason)


def test_overlap_with_an_older_version_is_told_beside_the_refused_correction(desk: Desk) -> None:
    desk.sends("JHT", ONE, TWO)
    desk.runs()
    desk.sends("JHT", ONE, manifest="rows: 9")
    desk.sends("JKM", TWO_RIGHT, THREE)
    desk.runs()
    assert sorted(refused.refusal.code for refused in desk.office.extracts(JULY).refused) == ["EX07", "EX11", "EX11"]


def test_period_whose_last_extract_was_withdrawn_is_taken_out(desk: Desk) -> None:
    desk.sends("JHT", ONE)
    desk.sends("JHT", IN_AUGUST, period=AUGUST)
    desk.runs(JULY, AUGUST)
    desk.states("tarik", f"kind: withdrawal\nwithdraws: JHT.{desk.file_format}", period=AUGUST)
    desk.runs(AUGUST)
    assert desk.money == {(JULY, "JHT"): "1000.00"}


def test_wrong_period_counts_again_when_its_twin_is_withdrawn(desk: Desk) -> None:
    desk.sends("JHT", ONE, TWO)
    desk.sends("JHT", ONE, TWO, period=AUGUST)
    desk.runs(JULY, AUGUST)
    assert desk.fates == [("new", "counts"), ("wrong period", "refused")]
    desk.states("tarik", f"kind: withdrawal\nwithdraws: JHT.{desk.file_format}")
    desk.sends("JKM", THREE)
    desk.runs(JULY, AUGUST)
    assert [fate for _, fate in desk.fates[:2]] == ["withdrawn", "counts"]
    assert desk.money == {(JULY, "JHT"): "3000.00", (JULY, "JKM"): "42000000.00"}


def test_wrong_period_by_its_dates(desk: Desk) -> None:
    desk.sends("JHT", ONE, TWO, period="2022-06")
    desk.runs("2022-06")
    assert desk.kinds == {"JHT": ("wrong period", "refused")}


def test_wrong_period_by_its_bytes(desk: Desk) -> None:
    desk.sends("JHT", ONE, TWO)
    desk.sends("again", ONE, TWO, period=AUGUST)
    desk.runs(JULY, AUGUST)
    assert desk.kinds == {"JHT": ("new", "counts"), "again": ("wrong period", "refused")}
    assert desk.money == {(JULY, "JHT"): "3000.00"}


def test_late_line_in_the_next_extract(desk: Desk) -> None:
    desk.sends("JHT", ONE)
    desk.runs()
    desk.sends("JHT", LATE, IN_AUGUST, period=AUGUST)
    desk.runs(AUGUST)
    assert desk.money == {(JULY, "JHT"): "5000.00", (AUGUST, "JHT"): "5000.00"}


def test_refused(desk: Desk) -> None:
    desk.sends("JHT", ONE, TWO)
    desk.runs()
    desk.sends("JHT", ONE, TWO_RIGHT, manifest="rows: 3")
    desk.runs()
    assert desk.fates == [("new", "counts"), ("refused", "refused")]
    assert desk.office.arrivals()[-1].code == "EX07"
    assert desk.money == {(JULY, "JHT"): "3000.00"}


def test_corrected_extract_of_a_past_period(desk: Desk) -> None:
    desk.sends("JHT", ONE, TWO)
    desk.sends("JHT", IN_AUGUST, period=AUGUST)
    desk.runs(JULY, AUGUST)
    desk.sends("JHT", ONE)
    desk.runs(AUGUST)
    assert desk.money == {(JULY, "JHT"): "1000.00", (AUGUST, "JHT"): "5000.00"}
