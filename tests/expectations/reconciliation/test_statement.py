from datetime import date
from pathlib import Path

import pytest

from expectations.reconciliation.errors import StatementNotFound, StatementRefused
from expectations.reconciliation.shipped import find_statement, shipped_statements
from expectations.reconciliation.statement import load_statement, parse_statement

PLAIN = """
title: Two benefit types
source: drawn by hand
language: id
basis: payment_date
period: {from: 2022-01, to: 2022-07}
scope: {regency_code: 3310}
components:
  - {benefit_type_code: JHT, claims: 2.349, amount: "27,6 miliar"}
  - {benefit_type_code: JKM, claims: 76}
totals:
  - {claims: 2425}
"""


def test_a_statement_is_read_as_it_was_printed() -> None:
    statement = parse_statement(PLAIN, "plain.yaml")
    assert (statement.first, statement.last) == (date(2022, 1, 1), date(2022, 7, 1))
    assert statement.regency_code == "33.10"
    assert [(one.benefit_type_code, one.measure, one.printed.text) for one in statement.figures] == [
        ("JHT", "claim_count", "2.349"),
        ("JHT", "amount_paid_idr", "27,6 miliar"),
        ("JKM", "claim_count", "76"),
    ]
    assert [(one.name, one.measure, one.printed.text) for one in statement.totals] == [("total", "claim_count", "2425")]


def test_a_number_without_quotes_keeps_its_digits() -> None:
    statement = parse_statement(PLAIN.replace("2.349", "2.340"), "plain.yaml")
    assert statement.figures[0].printed.value == 2340


def test_a_dotted_code_without_quotes_keeps_its_zero() -> None:
    assert parse_statement(PLAIN.replace("3310", "33.10"), "plain.yaml").regency_code == "33.10"


def test_a_national_statement_has_no_regency() -> None:
    assert parse_statement(PLAIN.replace("{regency_code: 3310}", "national"), "plain.yaml").regency_code is None


def test_totals_may_be_left_out() -> None:
    assert parse_statement(PLAIN.partition("totals:")[0], "plain.yaml").totals == ()


@pytest.mark.parametrize(
    ("old", "new", "place", "said"),
    [
        ("title:", "titel:", "plain.yaml", "titel"),
        ("source: drawn by hand\n", "", "plain.yaml", "source"),
        ("language: id", "language: fr", "language", "fr"),
        ("basis: payment_date", "basis: submission_date", "basis", "submission_date"),
        ("from: 2022-01", "from: 2022-13", "period.from", "2022-13"),
        ("from: 2022-01", "from: 2022-08", "period", "before it begins"),
        ("from: 2022-01, ", "", "period", "from"),
        ("{regency_code: 3310}", "Blora", "scope", "national"),
        ("{regency_code: 3310}", "{regency_code: 331}", "scope.regency_code", "331"),
        ("{regency_code: 3310}", "{regency: 3310}", "scope", "regency"),
        ("claims: 76", "claim: 76", "components[2]", "claim"),
        (", claims: 76", "", "components[2]", "no figure"),
        ("code: JKM", "code: JHT", "components[2]", "JHT again"),
        ("code: JKM", "code: jkm", "components[2].benefit_type_code", "jkm"),
        ("claims: 76", "claims: '7,6'", "components[2].claims", "7,6"),
        ("claims: 76", "claims: ", "components[2].claims", "blank"),
        ("- {claims: 2425}", "{claims: 2425}", "totals", "no list"),
        ("{claims: 2425}", "{payments: 2425}", "totals[1]", "payment_count"),
        ("{claims: 2425}", "2425", "totals[1]", "no mapping"),
        ("title: Two", "title: Two\ntitle: Two", "line 3", "twice"),
        ("{claims: 2425}", "{claims: [2425}", "line", "cannot be read"),
    ],
)
def test_what_is_wrong_is_said_with_its_place_and_a_remedy(old: str, new: str, place: str, said: str) -> None:
    with pytest.raises(StatementRefused) as refused:
        parse_statement(PLAIN.replace(old, new, 1), "plain.yaml")
    assert place in refused.value.where
    assert said in refused.value.what
    assert refused.value.fix


@pytest.mark.parametrize("text", ["", "- a", "just text", "? [a]\n: b"])
def test_what_is_no_statement_at_all_is_refused(text: str) -> None:
    with pytest.raises(StatementRefused):
        parse_statement(text, "plain.yaml")


def test_more_than_twelve_components_are_refused() -> None:
    entries = "".join(f"  - {{benefit_type_code: B{number}, claims: 1}}\n" for number in range(13))
    with pytest.raises(StatementRefused, match="13 entries"):
        parse_statement(PLAIN.partition("components:")[0] + "components:\n" + entries, "plain.yaml")


def test_a_file_that_cannot_be_read_is_refused(tmp_path: Path) -> None:
    (tmp_path / "binary.yaml").write_bytes(b"\xff\xfe\x00")
    for name in ("absent.yaml", "binary.yaml"):
        with pytest.raises(StatementRefused) as refused:
            load_statement(tmp_path / name)
        assert name in refused.value.where


def test_every_shipped_statement_can_be_read() -> None:
    assert "blora-2022" in shipped_statements()
    for name in shipped_statements():
        assert load_statement(find_statement(name)).title


def test_a_statement_is_found_by_path_then_in_the_home_then_among_the_shipped(tmp_path: Path) -> None:
    own = tmp_path / "site" / "blora-2022.yaml"
    own.parent.mkdir()
    own.write_text(PLAIN, encoding="utf-8")
    assert find_statement("blora-2022", own.parent) == own
    assert find_statement("blora-2022.yaml").parent.name == "statements"
    assert find_statement(str(own)) == own


def test_an_unknown_name_lists_those_that_exist(tmp_path: Path) -> None:
    with pytest.raises(StatementNotFound) as refused:
        find_statement("blorra", tmp_path / "absent")
    assert refused.value.where == "blorra"
    assert "blora-2022" in refused.value.fix


@pytest.mark.parametrize("deep", ["[", "{a: ", "? ", "- "])
def test_a_statement_that_is_nested_without_end_is_refused(deep: str) -> None:
    with pytest.raises(StatementRefused):
        parse_statement(deep * 20_000, "statement.yaml")


def test_a_file_far_larger_than_any_statement_is_not_read_to_its_end(tmp_path: Path) -> None:
    (tmp_path / "statement.yaml").write_bytes(b"#" * (1 << 19))
    with pytest.raises(StatementRefused, match="far larger"):
        load_statement(tmp_path / "statement.yaml")
