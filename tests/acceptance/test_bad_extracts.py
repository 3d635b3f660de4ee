from dataclasses import dataclass

import pytest

from tests.acceptance import by_hand
from tests.acceptance.claims_home import ClaimsHome, Ended, Publication
from tests.acceptance.conftest import Delivered
from tests.acceptance.extracts import csv_bytes
from tests.acceptance.spoiled import MISPLACED, PERIOD, Spoiled, contradiction, lay_misplaced, lay_spoiled, lines, spoiled

pytestmark = [pytest.mark.prefect, pytest.mark.xdist_group("acceptance: by hand")]

KINDS = [pytest.param(extract, id=extract.sender) for extract in spoiled()]


@dataclass(frozen=True, slots=True)
class Aftermath:
    """What was left by a run on every kind of unusable extract at once, and by the next one, with a good extract among them."""

    home: ClaimsHome
    before: Publication | None
    spoiled_run: Ended
    after_spoiled_run: Publication | None
    told_again: Ended
    mixed_run: Ended


@pytest.fixture(scope="module")
def aftermath(delivered: Delivered, tmp_path_factory: pytest.TempPathFactory) -> Aftermath:
    """Publication 1, then unusable extracts only, then a good one among them."""
    home = delivered.home.copied(tmp_path_factory.mktemp("spoiled") / "home")
    before = home.published
    lay_spoiled(home)
    lay_misplaced(home)
    spoiled_run = home.claims("run", "--period", PERIOD, "--json")
    after = home.published
    told_again = home.claims("run", "--period", PERIOD)
    home.lay(f"{PERIOD}/rembang/tambahan.csv", csv_bytes(lines("additional")))
    mixed_run = home.claims("run", "--period", PERIOD, "--json")
    return Aftermath(home, before, spoiled_run, after, told_again, mixed_run)


@pytest.mark.parametrize("kind", KINDS)
def test_an_unusable_extract_is_refused_with_what_where_and_how_to_fix(aftermath: Aftermath, kind: Spoiled) -> None:
    refusals = [refusal for refusal in aftermath.spoiled_run.result["refusals"] if refusal["sender_code"] == kind.sender]
    assert len(refusals) == len([name for name in kind.files if "manifest" not in name]), aftermath.spoiled_run.result["refusals"]
    for refusal in refusals:
        assert refusal["code"].startswith(kind.code), refusal
        assert refusal["what"]
        assert refusal["where"]
        assert refusal["fix"]
        told = f"{refusal['where']} {refusal['what']} {refusal['fix']}"
        assert [text for text in kind.says if text not in told] == [], told


def test_unusable_extracts_alone_end_with_11_and_leave_the_last_publication_as_it_was(aftermath: Aftermath) -> None:
    assert aftermath.spoiled_run.code == 11, str(aftermath.spoiled_run)
    assert aftermath.before == aftermath.after_spoiled_run
    assert aftermath.before is not None


def test_one_unusable_extract_does_not_stop_the_others(aftermath: Aftermath) -> None:
    assert aftermath.mixed_run.code == 11, str(aftermath.mixed_run)
    assert aftermath.mixed_run.result["number"] == 2
    figures = aftermath.home.figures
    assert figures[PERIOD, "JHT"][0] == by_hand.TRUTH["JHT"][0] + 24


@pytest.mark.parametrize("place", MISPLACED)
def test_an_extract_in_a_wrong_place_is_told_with_what_where_and_how_to_fix(aftermath: Aftermath, place: str) -> None:
    shown = [misplaced for misplaced in aftermath.spoiled_run.result["misplaced"] if misplaced["where"].endswith(place[-9:])]
    told = [f"{misplaced['what']} {misplaced['fix']}" for misplaced in shown]
    assert any(MISPLACED[place] in text for text in told), told


def test_a_person_is_told_the_same_without_json_and_without_a_traceback(aftermath: Aftermath) -> None:
    again = aftermath.told_again
    assert again.code == 11, str(again)
    for extract in spoiled():
        assert f" {extract.sender}: " in again.stdout
    assert again.said.count("fix:") >= len(KINDS)
    assert "Traceback" not in again.said + aftermath.spoiled_run.said + aftermath.mixed_run.said


def test_the_status_names_refused_extracts_with_the_reason(aftermath: Aftermath) -> None:
    cells = {cell["sender_code"]: cell for cell in aftermath.home.done("status", "--json").result}
    refused = {extract.sender: extract.code for extract in spoiled()}
    assert {sender: cells[sender]["state"] for sender in refused} == dict.fromkeys(refused, "refused")
    for sender, code in refused.items():
        assert code in cells[sender]["reason"]
    assert cells["kudus"]["state"] == "received"


def test_two_extracts_that_contradict_each_other_are_both_refused_as_often_as_asked(published_home: ClaimsHome) -> None:
    before = published_home.figures
    for name, content in zip(("A.csv", "B.csv"), contradiction(), strict=True):
        published_home.lay(f"{PERIOD}/overlap/{name}", content)
    for _ in range(2):
        ended = published_home.claims("run", "--period", PERIOD, "--json")
        assert ended.code == 11, str(ended)
        refused = {(refusal["where"], refusal["code"]) for refusal in ended.result["refusals"]}
        assert refused == {("A.csv", "EX11"), ("B.csv", "EX11")}
        assert published_home.figures == before
    [cell] = [cell for cell in published_home.done("status", "--json").result if cell["sender_code"] == "overlap"]
    assert cell["state"] == "refused"


def test_the_only_extract_of_a_period_being_unusable_ends_with_11_and_the_reason(empty_home: ClaimsHome) -> None:
    empty_home.lay("2022-07/kudus/klaim.csv", b"")
    ended = empty_home.claims("run", "--period", "2022-07")
    assert ended.code == 11, str(ended)
    assert "EX01" in ended.said
    assert "Traceback" not in ended.said
    assert empty_home.published is None
