import json
from decimal import ROUND_HALF_UP, Decimal
from itertools import chain, combinations

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from expectations.reconciliation.outcome import Reconciliation
from expectations.reconciliation.printed import Printed, read_printed
from expectations.reconciliation.reconcile import reconcile
from expectations.reconciliation.shipped import find_statement
from expectations.reconciliation.statement import load_statement, parse_statement
from expectations.reconciliation.subsets import everything, making_by_digits, making_by_figures

# Claims and rupiah that print as the announcement of August 2022 did.
BLORA = {
    "JHT": ("2349", "27598123456.25"),
    "JKM": ("76", "3396000000"),
    "JP": ("75", "648412345.10"),
    "JKK": ("4", "247180000"),
    "BEASISWA": ("133", "467500000"),
}
HEAD = """
title: Drawn
source: by hand
language: id
basis: payment_date
period: {from: 2022-01, to: 2022-01}
scope: national
components:
"""


def blora(**changed: tuple[str | None, str | None]) -> Reconciliation:
    figures: dict[tuple[str, str], Decimal | None] = {}
    for code, (claims, amount) in (BLORA | changed).items():
        figures[code, "claim_count"] = None if claims is None else Decimal(claims)
        figures[code, "amount_paid_idr"] = None if amount is None else Decimal(amount)
    return reconcile(load_statement(find_statement("blora-2022")), figures)


def drawn(components: str, figures: dict[tuple[str, str], Decimal | None]) -> Reconciliation:
    return reconcile(parse_statement(HEAD + components, "drawn.yaml"), figures)


def test_all_five_components_of_the_announcement_agree() -> None:
    result = blora()
    assert result.agrees
    assert len(result.figures) == 10
    assert all(figure.verdict == "agrees by rounding" for figure in result.figures)


def test_the_number_of_claims_is_all_five_and_nothing_else() -> None:
    claims, _ = blora().totals
    assert [subset.name for subset in claims.by_figures] == ["all five"]
    assert [subset.name for subset in claims.by_digits] == ["all five"]
    assert not claims.cannot_be_all


def test_the_amount_is_the_four_without_scholarships_and_cannot_be_all_five() -> None:
    _, amount = blora().totals
    assert [subset.codes for subset in amount.by_figures] == [("JHT", "JKM", "JP", "JKK")]
    assert [subset.name for subset in amount.by_digits] == ["all but BEASISWA"]
    assert amount.cannot_be_all
    assert "all but BEASISWA" in "\n".join(amount.lines())
    assert "cannot be all five" in "\n".join(amount.lines())


def test_the_plain_text_is_a_table_with_both_totals_and_a_verdict() -> None:
    text = blora(JKP=("0", "0")).lines()
    assert [line for line in text if line.startswith("JHT")][1].split() == [
        *("JHT", "amount", "Rp27,6", "miliar", "27,598,123,456.25", "-1,876,543.75", "agrees", "by", "rounding"),
    ]
    assert "JKP claims: 0 in the warehouse, not printed" in text
    assert "  by the warehouse's figures: all five (2,637)" in text
    assert text[-1] == "verdict: agrees within the printed precision"


def test_the_result_can_be_written_as_json() -> None:
    content = json.loads(json.dumps(blora().to_dict()))
    assert content["agrees"] is True
    assert [total["cannot_be_all"] for total in content["totals"]] == [False, True]
    assert content["components"][1]["exact"] == "27598123456.25"
    assert content["components"][1]["by_rounding"] == {
        "low": "27550000000.0",
        "high": "27650000000.0",
        "low_included": True,
        "high_included": False,
    }


def test_one_claim_too_many_differs_and_no_subset_makes_the_total() -> None:
    result = blora(JKK=("5", "247180000"))
    assert not result.agrees
    assert [figure.verdict for figure in result.figures].count("differs") == 1
    assert result.totals[0].by_figures == ()
    assert result.totals[0].cannot_be_all
    assert result.lines()[-1] == "verdict: does not agree within the printed precision"


def test_what_is_not_reported_is_not_zero() -> None:
    result = blora(JKK=(None, None))
    assert [figure.verdict for figure in result.figures if figure.figure.benefit_type_code == "JKK"] == ["not reported", "not reported"]
    assert not result.agrees
    claims, amount = result.totals
    assert claims.not_reported == ("JKK",)
    assert claims.by_figures == ()
    assert not claims.cannot_be_all
    assert amount.cannot_be_all
    assert any("whether all five is open: JKK not reported" in line for line in claims.lines())


def test_a_zero_that_is_reported_agrees_with_nihil() -> None:
    result = drawn("  - {benefit_type_code: JKK, claims: nihil}", {("JKK", "claim_count"): Decimal(0)})
    assert result.agrees
    assert not drawn("  - {benefit_type_code: JKK, claims: nihil}", {}).agrees


def test_an_amount_that_was_cut_off_agrees_by_truncation() -> None:
    result = drawn('  - {benefit_type_code: JHT, amount: "5,08 juta"}', {("JHT", "amount_paid_idr"): Decimal(5_086_800)})
    assert result.agrees
    assert result.figures[0].verdict == "agrees by truncation"
    assert result.figures[0].interval.low == Decimal(5_080_000)


def test_a_figure_that_fits_with_other_separators_differs_and_says_so() -> None:
    result = drawn("  - {benefit_type_code: JKP, claims: 24.618 ribu}", {("JKP", "claim_count"): Decimal(24_618)})
    assert not result.agrees
    assert "separators of the other language" in result.figures[0].verdict


def test_a_total_is_made_of_what_prints_its_measure() -> None:
    components = (
        "  - {benefit_type_code: JHT, claims: 2, amount: Rp10}\n  - {benefit_type_code: JKM, amount: Rp20}\ntotals:\n  - {claims: 2}\n"
    )
    result = drawn(
        components, {("JHT", "claim_count"): Decimal(2), ("JHT", "amount_paid_idr"): Decimal(10), ("JKM", "amount_paid_idr"): Decimal(20)}
    )
    assert result.agrees
    assert result.totals[0].by_figures[0].name == "the only one"


def test_a_long_list_of_subsets_is_cut_in_the_text_and_whole_in_the_json() -> None:
    codes = [f"B{number}" for number in range(6)]
    components = "".join(f"  - {{benefit_type_code: {code}, claims: 1}}\n" for code in codes)
    result = drawn(components + "totals: [{claims: 3}]", {(code, "claim_count"): Decimal(1) for code in codes})
    assert len(result.totals[0].by_figures) == 20
    assert any("or 10 more (see --json)" in line for line in result.lines())


def test_digits_are_taken_as_truncated_only_where_rounding_finds_nothing() -> None:
    cut = {code: read_printed(text, is_count=False, language="id") for code, text in {"A": "1,9 juta", "B": "1,9 juta"}.items()}
    by_truncation = making_by_digits(read_printed("3,99 juta", is_count=False, language="id"), cut)
    assert [(subset.name, subset.method) for subset in by_truncation] == [("both", "truncation")]


@pytest.mark.parametrize(("count", "name"), [(1, "the only one"), (2, "both"), (5, "all five"), (12, "all twelve")])
def test_the_whole_set_has_a_name(count: int, name: str) -> None:
    assert everything(count) == name


def every_subset(codes: list[str]) -> list[tuple[str, ...]]:
    return list(chain.from_iterable(combinations(codes, size) for size in range(1, len(codes) + 1)))


def printed_in(scale: str, units: Decimal, amount: Decimal) -> Printed:
    digits = (amount / units).quantize(Decimal("0.1"), ROUND_HALF_UP)
    return read_printed(f"{digits} {scale}", is_count=False, language="en")


@given(amounts=st.lists(st.integers(1, 5_000).map(Decimal), min_size=1, max_size=7), chosen=st.integers(1, 127))
def test_the_subsets_found_are_those_that_sum_into_the_interval(amounts: list[Decimal], chosen: int) -> None:
    exact = {f"B{number}": amount for number, amount in enumerate(amounts)}
    picked = [amount for number, amount in enumerate(amounts) if chosen >> number & 1]
    printed = printed_in("ribu", Decimal(1000), sum(picked, Decimal(0)))
    found = {subset.codes for subset in making_by_figures(printed, list(exact), exact)}
    for subset in every_subset(list(exact)):
        amount = sum(exact[code] for code in subset)
        rounded = printed.value - 50 <= amount < printed.value + 50
        cut = printed.value <= amount < printed.value + 100
        assert (subset in found) == (rounded or cut)


@given(amounts=st.lists(st.integers(10**9, 10**11).map(Decimal), min_size=1, max_size=6), chosen=st.integers(1, 63))
def test_the_true_subset_is_always_among_those_the_digits_leave_room_for(amounts: list[Decimal], chosen: int) -> None:
    components = {f"B{number}": printed_in("miliar", Decimal(10**9), amount) for number, amount in enumerate(amounts)}
    true = {f"B{number}": amount for number, amount in enumerate(amounts) if chosen >> number & 1}
    assume(true)
    total = printed_in("miliar", Decimal(10**9), sum(true.values(), Decimal(0)))
    assert tuple(true) in [subset.codes for subset in making_by_digits(total, components)]


def test_twelve_components_are_judged() -> None:
    codes = [f"B{number}" for number in range(12)]
    exact = {code: Decimal(2**number) for number, code in enumerate(codes)}
    found = making_by_figures(read_printed("4.095", is_count=True, language="id"), codes, exact)
    assert [subset.name for subset in found] == ["all twelve"]
