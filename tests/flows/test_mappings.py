"""Proposals, what is accepted of them, and the tables that it is written to; in one process, without a publication."""

import csv
from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from flows.errors import UsageRefused
from flows.mappings.accept import Choice, Said, accept, decide
from flows.mappings.dialect import Speech, with_speech
from flows.mappings.proposals import OpenProposal, open_proposals, plain
from flows.mappings.tables import write_table
from flows.monthly.intake import take_arrivals
from flows.monthly.parts import make_part, unmade
from flows.monthly.workplace import Workplace, open_workplace
from tests.acceptance.canaries import ACCOUNT, NAME, NIK, traces
from tests.acceptance.extracts import csv_bytes, drawn
from transforms.read.headings import bare, load_headings
from warehouse.register.records import PartRecord

HEADER = "KODE KLAIM|NO PEMBAYARAN|PROGRAM|NIK|NAMA TK|TGL PEMBAYARAN KLAIM|NILAI BAYAR (RP)|LOKET"
RENAMED = drawn(f"""
{HEADER}
B-1|BP-1|JHT|{NIK}|{NAME}|14/07/2022|1.500.000,25|rek. {ACCOUNT}
B-2|BP-2|JHT|{NIK}|{NAME}|15/07/2022|250.000,50|{NAME}
""")
SAID = Said("asked by phone", "Tuti", date(2022, 8, 1))
KNOWN = load_headings(None).canonical
SENDERS = ("sender_code", "sender_name", "valid_from", "valid_to", "branch_code", "amount_form", "date_order", "source")


class Site:
    """A home into which extracts are laid, and made into parts as a run would."""

    def __init__(self, root: Path) -> None:
        self.root = root

    def lay(self, place: str, content: bytes) -> None:
        path = self.root / "landing" / place
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)

    def run(self) -> list[PartRecord]:
        """Take in what has come, and make every part that is missing."""
        workplace = self.workplace
        workplace.home.prepare()
        take_arrivals(workplace)
        with workplace.register() as register:
            periods = {arrival.period for arrival in register.arrivals()}
        missing = unmade(workplace, periods)
        return [make_part(workplace, extract) for extract in missing]

    @property
    def workplace(self) -> Workplace:
        self.root.joinpath("register").mkdir(parents=True, exist_ok=True)
        return open_workplace(self.root)

    @property
    def proposals(self) -> list[OpenProposal]:
        return open_proposals(self.workplace)

    def decided(self) -> list[dict[str, str]]:
        with (self.root / "reference" / "sender_headings.csv").open(newline="") as file:
            return list(csv.DictReader(file))


@pytest.fixture
def site(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Site:
    monkeypatch.delenv("CLAIMS_HOME", raising=False)
    return Site(tmp_path / "home")


@pytest.fixture
def proposal(site: Site) -> OpenProposal:
    """The one open proposal of a site with one refused extract."""
    site.lay("2022-07/blora/klaim.csv", csv_bytes(RENAMED))
    [record] = site.run()
    assert record.outcome == "refused"
    return site.proposals[0]


def test_a_proposal_has_the_shape_of_the_reviewed_table_and_more(site: Site, proposal: OpenProposal) -> None:
    path = site.root / "register" / "proposals" / f"{proposal.proposal_id}.csv"
    header, first, *_ = path.read_text(encoding="utf-8").splitlines()
    assert header == "sender_code,heading,canonical,kind,valid_from,valid_to,source,similarity,patterns,why,file"
    assert first.startswith('blora,TGL PEMBAYARAN KLAIM,payment_date,column,2022-07-01,,"proposed, not reviewed",0.')
    assert "[99/99/9999]" in first


@pytest.mark.parametrize("heading", [f"LOKET {NIK}", f"a.n. {NAME}", f"REK {ACCOUNT}"], ids=["NIK", "name", "account"])
def test_no_personal_value_is_in_a_proposal_and_none_can_be_decided_into_the_table(site: Site, heading: str) -> None:
    table = drawn("\n".join([f"{HEADER}|{heading}", *("|".join([*row, NIK]) for row in RENAMED.rows)]))
    site.lay("2022-07/blora/klaim.csv", csv_bytes(table))
    site.run()
    [proposal] = site.proposals
    assert traces(site.root) == []
    for named in (heading, proposal.rows[-1]["heading"]):
        with pytest.raises(UsageRefused, match="no such heading"):
            decide(proposal, Choice(ignored=[named, "LOKET"]), SAID, known=KNOWN)


def test_two_periods_with_the_same_headings_are_one_proposal_from_the_earlier_on(site: Site) -> None:
    site.lay("2022-07/blora/klaim juli.csv", csv_bytes(RENAMED))
    site.run()
    site.lay("2022-06/blora/klaim juni.csv", csv_bytes(RENAMED))
    site.run()
    [proposal] = site.proposals
    assert proposal.periods == ("2022-06", "2022-07")
    accepted = accept(site.root, proposal.proposal_id, Choice(ignored=["LOKET"]), SAID)
    assert accepted.periods == ("2022-06", "2022-07")
    assert {row["valid_from"] for row in site.decided()} == {"2022-06-01"}
    assert sorted(record.outcome for record in site.run()) == ["clean", "refused"]  # the lines of July are none of June's folder


def test_a_proposal_is_outdated_by_a_good_extract_of_the_same_name(site: Site, proposal: OpenProposal) -> None:
    good = HEADER.replace("TGL PEMBAYARAN KLAIM", "TGL BAYAR").replace("NILAI BAYAR (RP)", "NOMINAL").replace("LOKET", "KETERANGAN")
    site.lay("2022-07/blora/klaim.csv", csv_bytes(drawn(good).with_rows(RENAMED.rows)))
    assert [record.outcome for record in site.run()] == ["clean"]
    assert site.proposals == []


def test_a_part_of_a_proposal_can_be_taken_and_the_rest_is_proposed_anew(site: Site, proposal: OpenProposal) -> None:
    accept(site.root, proposal.proposal_id, Choice(only=["nilai bayar rp"]), SAID)
    assert site.proposals == []
    assert [record.outcome for record in site.run()] == ["refused"]
    [rest] = site.proposals
    assert [row["heading"] for row in rest.rows] == ["TGL PEMBAYARAN KLAIM", "LOKET"]
    with pytest.raises(UsageRefused, match="no open proposal"):
        accept(site.root, proposal.proposal_id, Choice(), SAID)
    accept(site.root, rest.proposal_id, Choice(given={"LOKET": "branch_code"}), SAID)
    assert [record.outcome for record in site.run()] == ["clean"]
    assert [(row["heading"], row["canonical"], row["source"]) for row in site.decided()] == [
        ("NILAI BAYAR (RP)", "amount_paid_idr", "asked by phone (Tuti, 2022-08-01)"),
        ("TGL PEMBAYARAN KLAIM", "payment_date", "asked by phone (Tuti, 2022-08-01)"),
        ("LOKET", "branch_code", "asked by phone (Tuti, 2022-08-01)"),
    ]


def test_of_two_columns_that_mean_the_same_one_is_ignored_by_name(site: Site) -> None:
    doubled = drawn("""
    KODE KLAIM|PROGRAM|TGL BAYAR|NOMINAL|JUMLAH DIBAYAR
    B-1|JHT|14/07/2022|1.500.000,25|1.400.000,25
    """)
    site.lay("2022-07/blora/klaim.csv", csv_bytes(doubled))
    site.run()
    [proposal] = site.proposals
    assert [row["heading"] for row in proposal.rows] == ["NOMINAL", "JUMLAH DIBAYAR"]
    with pytest.raises(UsageRefused, match="would both be amount_paid_idr"):
        accept(site.root, proposal.proposal_id, Choice(), SAID)
    accept(site.root, proposal.proposal_id, Choice(ignored=["JUMLAH DIBAYAR"]), SAID)
    assert [record.outcome for record in site.run()] == ["clean"]
    assert [(row["heading"], row["kind"]) for row in site.decided()] == [("JUMLAH DIBAYAR", "ignored")]


def test_what_a_reviewer_changed_in_the_file_is_what_is_accepted(site: Site, proposal: OpenProposal) -> None:
    path = site.root / "register" / "proposals" / f"{proposal.proposal_id}.csv"
    path.write_text(path.read_text(encoding="utf-8").replace("blora,LOKET,,,", "blora,LOKET,branch_code,column,"), encoding="utf-8")
    accept(site.root, proposal.proposal_id, Choice(), SAID)
    assert site.decided()[-1]["canonical"] == "branch_code"


REFUSED: dict[str, tuple[Choice, str]] = {
    "an unknown column": (Choice(given={"LOKET": "amount_paid"}), "no such column: amount_paid"),
    "a heading that is not there": (Choice(ignored=["LOKET", "UPAH"]), "no such heading to decide about: UPAH"),
    "a heading known to all": (Choice(given={"KODE KLAIM": "payment_id"}, ignored=["LOKET"]), "already mapped: KODE KLAIM"),
    "two headings onto one column": (Choice(given={"LOKET": "payment_date"}), "would both be payment_date"),
    "onto a column already found": (Choice(given={"LOKET": "claim_id"}), "KODE KLAIM and LOKET would both be claim_id"),
    "a heading without a proposal": (Choice(), "nothing is proposed for: LOKET"),
    "only one without a proposal": (Choice(only=["LOKET"]), "nothing is proposed for: LOKET"),
    "a plan as what was paid": (Choice(given={"NOMINAL RENCANA": "amount_paid_idr"}), "cannot be amount_paid_idr: it says rencana"),
    "a heading set and ignored": (Choice(given={"LOKET": "branch_code"}, ignored=["Loket"]), "named twice: loket"),
}


DRAWN = OpenProposal(
    "3f0c9a61d2",
    "blora",
    ("2022-07",),
    ("klaim.csv",),
    tuple(
        {"heading": heading, "canonical": canonical, "why": ""}
        for heading, canonical in (("TGL PEMBAYARAN KLAIM", "payment_date"), ("NILAI BAYAR (RP)", "amount_paid_idr"), ("LOKET", ""))
    ),
    [(heading, KNOWN.get(bare(heading), "")) for heading in HEADER.split("|")],
)


@pytest.mark.parametrize("case", REFUSED)
def test_a_choice_that_cannot_be_meant_is_refused(case: str) -> None:
    choice, says = REFUSED[case]
    drawn = DRAWN
    if "NOMINAL RENCANA" in choice.given:
        drawn = replace(DRAWN, rows=DRAWN.rows[:1], columns=[("NOMINAL RENCANA", ""), *DRAWN.columns[:5]])
    with pytest.raises(UsageRefused) as refusal:
        decide(drawn, choice, SAID, known=KNOWN)
    assert says in refusal.value.what
    assert refusal.value.exit_code == 2


def test_a_refused_choice_changes_nothing(site: Site, proposal: OpenProposal) -> None:
    with pytest.raises(UsageRefused):
        accept(site.root, proposal.proposal_id, Choice(), SAID)
    assert not (site.root / "reference" / "sender_headings.csv").exists()
    assert site.proposals == [proposal]


def test_a_number_of_somebody_in_the_reason_is_not_kept() -> None:
    assert replace(SAID, why=f"letter about {NIK}").source == "letter about * (Tuti, 2022-08-01)"


def test_a_heading_never_becomes_a_formula_nor_moves_the_cursor() -> None:
    assert plain('=HYPERLINK("x")\n\x1b[2Jb') == 'HYPERLINK("x") [2Jb'
    assert plain("NO.\nKPJ") == "NO. KPJ"


def sender(**cells: str) -> dict[str, str]:
    return dict.fromkeys(SENDERS, "") | {"sender_code": "blora", "sender_name": "Blora", "branch_code": "K08"} | cells


SPEECH = Speech("blora", date(2022, 7, 1), date_order="mdy")


def test_a_dialect_closes_the_row_before_and_keeps_what_it_said() -> None:
    other = sender(sender_code="pati")
    after = with_speech([sender(valid_from="2022-01-01", amount_form="comma"), other], SPEECH, SAID)
    assert after == [
        sender(valid_from="2022-01-01", valid_to="2022-06-30", amount_form="comma"),
        sender(valid_from="2022-07-01", amount_form="comma", date_order="mdy", source=SAID.source),
        other,
    ]


def test_a_dialect_from_the_day_a_row_begins_changes_that_row_and_the_end_stays_what_it_was() -> None:
    rows = [sender(valid_from="2022-07-01", valid_to="2022-12-31"), sender(valid_from="2023-01-01")]
    after = with_speech(rows, SPEECH, SAID)
    assert after == [sender(valid_from="2022-07-01", valid_to="2022-12-31", date_order="mdy", source=SAID.source), rows[1]]


@pytest.mark.parametrize(
    ("row", "says"),
    [
        (sender(sender_code="pati"), "no row of the table of senders holds for blora"),
        (sender(valid_from="2022-08-01"), "no row of the table of senders holds for blora"),
        (sender(valid_to="2022-06-30"), "no row of the table of senders holds for blora"),
        (sender(date_order="mdy"), "nothing would change"),
    ],
    ids=["another sender", "too early", "too late", "said already"],
)
def test_a_dialect_that_belongs_to_no_row_or_says_nothing_new_is_refused(row: Mapping[str, str], says: str) -> None:
    with pytest.raises(UsageRefused, match=says):
        with_speech([row], SPEECH, SAID)


def test_a_table_keeps_its_mark_line_ends_order_of_columns_mode_and_link(tmp_path: Path) -> None:
    kept, linked = tmp_path / "kept.csv", tmp_path / "senders.csv"
    header = ",".join(reversed(SENDERS))
    kept.write_bytes(f"\ufeff{header}\r\n,,,,,,Blora,blora\r\n".encode())
    kept.chmod(0o640)
    linked.symlink_to(kept)
    write_table(linked, [sender(branch_code=""), sender(sender_code="pati", sender_name="Pati, Kota", branch_code="")])
    assert kept.read_bytes().decode() == f'\ufeff{header}\r\n,,,,,,Blora,blora\r\n,,,,,,"Pati, Kota",pati\r\n'
    assert kept.stat().st_mode & 0o777 == 0o640
    assert linked.is_symlink()
    assert sorted(path.name for path in tmp_path.iterdir()) == ["kept.csv", "senders.csv"]
