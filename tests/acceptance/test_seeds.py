import secrets
from collections.abc import Callable

import pytest

from tests.acceptance.sampled import Sampled

pytestmark = [pytest.mark.prefect, pytest.mark.xdist_group("acceptance: sampled")]

Sampler = Callable[..., Sampled]

SMALL = [  # around the days on which the law changed: JKM 2019-12-02, scholarships 2021-04-01, JKP 2022-02-01
    pytest.param(("2019-11", "2019-12", "--seed", "880301", "--rows", "300", "--senders", "2"), id="seed 880301, end of 2019"),
    pytest.param(("2021-03", "2021-04", "--seed", "31337", "--rows", "300", "--senders", "4"), id="seed 31337, spring of 2021"),
    pytest.param(("2022-01", "2022-02", "--seed", "104729", "--rows", "500", "--senders", "3"), id="seed 104729, start of 2022"),
]
UNSEEN = str(secrets.randbelow(10**6))
LARGE = [
    pytest.param(
        ("2021-11", "2022-03", "--seed", UNSEEN, "--rows", "2000", "--senders", "5"), id="a seed never seen", marks=pytest.mark.slow
    ),
    pytest.param(
        ("2022-01", "2022-03", "--seed", "271828", "--rows", "1500", "--senders", "4", "--messy"), id="messy", marks=pytest.mark.slow
    ),
    pytest.param(
        ("2022-05", "2022-06", "--seed", "9", "--rows", "60000", "--senders", "3", "--messy"), id="messy and larger", marks=pytest.mark.slow
    ),
    pytest.param(
        ("2025-01", "2025-03", "--seed", "55", "--rows", "800", "--senders", "7", "--profile", "regency"),
        id="a regency in 2025",
        marks=pytest.mark.slow,
    ),
]


@pytest.fixture(params=SMALL + LARGE)
def loaded(request: pytest.FixtureRequest, sampled: Sampler) -> Sampled:
    """A sample, loaded. The seed never seen is in the command line that a failure shows."""
    home = sampled(*request.param)
    has_refused = bool(home.planted("refused"))
    assert home.backfill.code == (11 if has_refused else 0), f"{request.param}: {home.backfill}"
    return home


def test_every_figure_equals_the_truth_to_the_sen_and_there_are_no_others(loaded: Sampled) -> None:
    assert loaded.home.figures == loaded.true_figures


def test_every_line_planted_to_be_set_aside_is_and_no_clean_line_is(loaded: Sampled) -> None:
    outcomes = ("quarantined", "duplicate", "superseded")
    planted, found = loaded.planted(*outcomes), loaded.found(*outcomes)
    assert sorted(planted - found, key=str) == [], "planted, not found"
    assert sorted(found - planted, key=str) == [], "set aside though clean"
    assert planted


def test_every_line_planted_to_be_warned_of_or_late_is(loaded: Sampled) -> None:
    planted = loaded.planted("warned", "late")
    assert sorted(planted - loaded.found("warned", "late"), key=str) == []
    assert planted


def test_exactly_the_files_planted_to_be_refused_are(loaded: Sampled) -> None:
    planted = {("/".join(file.split("/")[:2]), code) for file, _sheet, _row, code, _outcome in loaded.planted("refused")}
    assert loaded.refused() == planted
