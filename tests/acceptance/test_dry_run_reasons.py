"""`--dry-run` says why it would publish also where no part is to be made, and names the periods that are known not to pass."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from flows.monthly.dry_run import DryRun, dry_run
from tests.acceptance import planned
from tests.acceptance.office import Office

MONTHS = ("2022-06", "2022-07")
CORRECTION = """\
sender: {sender}
period: 2022-07
who: Siti
when: 2022-08-10
why: drawn
match: {{claim_id: {claim}}}
set: {{amount_paid_idr: "5"}}
rows: 1
"""


@pytest.fixture
def office(tmp_path: Path) -> Iterator[Office]:
    with planned.alone():
        yield planned.published_office(tmp_path / "home")


def told(found: DryRun) -> list[tuple[str, str, str, str]]:
    return [(one.period, one.sender, one.file, one.action) for one in found.files]


def correct_by_hand(office: Office, sender: str, claim: str) -> None:
    (office.home.corrections).mkdir(exist_ok=True, parents=True)
    (office.home.corrections / f"{sender}.yaml").write_text(CORRECTION.format(sender=sender, claim=claim))


def test_a_word_that_no_extract_holds_is_told_as_the_reason_to_publish_and_every_month_as_counted_anew(office: Office) -> None:
    assert dry_run(office.root, MONTHS).publishes is False
    (office.home.reference / "aliases.csv").write_text(planned.ALIASES)
    found = dry_run(office.root, MONTHS)
    assert (found.publishes, found.files, found.recounted, found.skipped) == (True, (), MONTHS, MONTHS)
    [why] = found.why
    assert "a table of transforms/ or reference/, has changed" in why


def test_other_senders_and_another_setting_are_told_as_reasons(office: Office) -> None:
    (office.home.reference / "senders.csv").write_text(f"{planned.SENDERS}blora,Blora,2022-08-01,,K08,,,drawn\n")
    [why] = dry_run(office.root, MONTHS).why
    assert "the table of senders" in why
    (office.root / "claims.toml").write_text("maturity_months = 9\n")
    assert [why for why in dry_run(office.root, MONTHS).why if "maturity_months was" in why and "is 9" in why]


def test_what_was_read_before_and_never_published_is_told_by_file_and_so_is_what_was_taken_out(office: Office) -> None:
    office.deliver("2022-06/pati/susulan.csv", planned.extract(("N06", "09/06/2022", 7)))
    office.manifest("2022-07/kudus/tarik.manifest.yaml", "kind: withdrawal\nwithdraws: klaim.csv\n")
    office.make_parts(*MONTHS)
    found = dry_run(office.root, MONTHS)
    assert told(found) == [("2022-06", "pati", "susulan.csv", "publish"), ("2022-07", "kudus", "klaim.csv", "take out")]
    assert (found.publishes, found.recounted, found.skipped, found.why) == (True, MONTHS, (), ())
    assert "withdrawn" in found.files[1].why


def test_a_period_whose_correction_matches_nothing_is_named_as_left_out(office: Office) -> None:
    correct_by_hand(office, "kudus", "NONE")
    office.deliver("2022-06/pati/susulan.csv", planned.extract(("N06", "09/06/2022", 7)))
    office.make_parts(*MONTHS)
    found = dry_run(office.root, MONTHS)
    assert [(one.period, "touches 0" in one.what) for one in found.left_out] == [("2022-07", True)]
    assert (found.publishes, told(found), found.recounted) == (True, [("2022-06", "pati", "susulan.csv", "publish")], ("2022-06",))

    office.deliver("2022-06/pati/lagi.csv", planned.extract(("N07", "09/06/2022", 8)))
    assert [one.period for one in dry_run(office.root, MONTHS).left_out] == ["2022-07"]
    stopped = dry_run(office.root, MONTHS, all_or_nothing=True)
    assert (stopped.publishes, "touches 0" in stopped.because) == (False, True)
