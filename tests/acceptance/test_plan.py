"""`claims plan` and `claims apply` as people meet them; and what a run leaves to their decision."""

import time
from decimal import Decimal

import pytest

from tests.acceptance.claims_home import ClaimsHome
from tests.acceptance.planned import SENDERS, extract

pytestmark = [pytest.mark.prefect, pytest.mark.xdist_group("acceptance: plan")]

LATE = extract(("K075", "05/07/2022", 50))
JULY = (("K071", "01/07/2022", 100), ("K072", "02/07/2022", 200))
CORRECTED = (("K071", "01/07/2022", 150), ("K072", "02/07/2022", 200))


def lay_july(home: ClaimsHome, lines: tuple[tuple[str, str, int], ...] = JULY) -> None:
    home.lay("2022-07/kudus/klaim.csv", extract(*lines))


def paid(home: ClaimsHome, month: str = "2022-07") -> Decimal:
    return home.figures[month, "JHT"][3]


@pytest.fixture(scope="module")
def published(tmp_path_factory: pytest.TempPathFactory) -> ClaimsHome:
    """July, published."""
    home = ClaimsHome(tmp_path_factory.mktemp("plan") / "home", {"CLAIMS_RESTATEMENT": "late"})
    (home.root / "reference").mkdir(parents=True)
    (home.root / "reference/senders.csv").write_text(SENDERS)
    lay_july(home)
    home.done("run", "--period", "2022-07")
    return home


@pytest.fixture
def home(published: ClaimsHome, request: pytest.FixtureRequest) -> ClaimsHome:
    return published.copied(request.getfixturevalue("tmp_path") / "home")


def test_what_a_run_may_not_restate_waits_as_a_plan_until_it_is_applied(home: ClaimsHome) -> None:
    lay_july(home, CORRECTED)
    held = home.done("run", "--period", "2022-07", "--json").result
    assert (held["is_new"], held["number"], held["waits"]["months"], held["waits"]["figures"]) == (False, 1, ["2022-07"], 1)
    assert held["waits"]["biggest"]["difference"] == "50000.00"
    assert paid(home) == Decimal("300000.00")

    began = time.monotonic()
    again = home.done("run", "--period", "2022-07")
    assert held["waits"]["command"] in again.stdout
    assert "Prefect" not in again.stderr, f"{time.monotonic() - began:.1f} s"
    assert held["waits"]["plan_id"][:12] in home.done("status").stdout

    planned = home.done("plan", "--json").result
    [figure] = planned["figures"]
    assert (figure["old"], figure["new"], figure["difference"], figure["band"]) == ("300000.00", "350000.00", "50000.00", "material")
    assert [(one["cause"], one["sender_code"], one["difference"]) for one in figure["causes"]] == [
        ("replaced_extract", "kudus", "50000.00")
    ]
    assert paid(home) == Decimal("300000.00")

    told = home.done("apply", planned["plan_id"], "--json").result
    assert (told["number"], told["is_new"], paid(home)) == (2, True, Decimal("350000.00"))
    assert home.query("select kind from meta.publication order by publication") == [("run",), ("apply",)]
    assert "stands already, as publication 2" in home.done("apply", planned["plan_id"][:12]).stdout
    assert home.done("run", "--period", "2022-07", "--json").result["waits"] is None


def test_a_new_month_is_published_and_the_correction_of_an_old_one_waits(home: ClaimsHome) -> None:
    lay_july(home, CORRECTED)
    home.lay("2022-08/kudus/klaim.csv", extract(("K081", "01/08/2022", 9)))
    told = home.done("run", "--period", "2022-08", "--json").result
    assert (told["number"], told["waits"]["months"]) == (2, ["2022-07"])
    assert (paid(home), paid(home, "2022-08")) == (Decimal("300000.00"), Decimal("9000.00"))
    assert home.done("run", "--period", "2022-08", "--json").result["is_new"] is False

    home.done("run", "--period", "2022-08", "--restate")
    assert paid(home) == Decimal("350000.00")


def test_late_lines_of_a_recent_month_are_published_by_the_run_itself(home: ClaimsHome) -> None:
    home.lay("2022-07/pati/klaim.csv", LATE)
    told = home.done("run", "--period", "2022-07", "--json").result
    assert (told["number"], told["waits"], paid(home)) == (2, None, Decimal("350000.00"))


def test_a_site_may_want_to_decide_about_late_lines_too(home: ClaimsHome) -> None:
    home.lay("2022-07/pati/klaim.csv", LATE)
    assert home.done("run", "--period", "2022-07", "--json", CLAIMS_RESTATEMENT="never").result["waits"]["months"] == ["2022-07"]
    assert home.done("run", "--period", "2022-07", "--json").result["number"] == 2, "another policy is another question"


def test_a_plan_is_refused_with_15_where_something_moved_and_says_what(home: ClaimsHome) -> None:
    lay_july(home, CORRECTED)
    plan_id = home.done("plan", "--json").result["plan_id"]
    home.lay("2022-07/pati/klaim.csv", LATE)
    ended = home.claims("apply", plan_id)
    assert ended.code == 15, str(ended)
    assert "landing/2022-07/pati/klaim.csv" in ended.stderr
    assert home.published is not None
    assert home.published.number == 1


def test_a_plan_shows_regions_and_first_publications_and_is_known_again(home: ClaimsHome) -> None:
    assert "nothing would change: publication 1 stands" in home.done("plan").stdout
    lay_july(home, CORRECTED)
    home.lay("2022-08/kudus/klaim.csv", extract(("K081", "01/08/2022", 9)))
    planned = home.done("plan", "--detail", "--json").result
    assert planned["new_months"] == ["2022-08"]
    assert {row["period"] for row in planned["figures"]} == {"2022-07"}
    [region] = planned["regions"]
    assert (region["regency_code"], region["segment_code"], region["difference"]) == ("33.16", "PU", "50000.00")
    assert home.done("plan", "--json").result["plan_id"] == planned["plan_id"]


def test_a_plan_that_nobody_made_is_a_matter_of_usage(home: ClaimsHome) -> None:
    assert home.claims("apply", "0123abcd").code == 2
