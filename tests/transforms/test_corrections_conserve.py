"""Whatever is corrected by hand: no row and no sen is lost."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.transforms.one_extract import NIK, SOUND, clean, corrected, lines_of
from transforms.decisions import Correction
from transforms.judge.rules import RULES

ERROR_CODES = [rule.code for rule in RULES if rule.severity == "error"]
AMOUNTS = st.sampled_from(["1.250.000,00", "seratus", "0,00", "-5,00"])
FILES = st.lists(st.tuples(AMOUNTS, st.sampled_from([NIK, "123", ""]), st.sampled_from(["DIBAYAR", "DITOLAK"])), min_size=1, max_size=6)
HANDS = st.lists(
    st.tuples(
        st.integers(2, 8), st.sampled_from(["1", "250000.25", "-7"]), st.lists(st.sampled_from(ERROR_CODES), max_size=3, unique=True)
    ),
    max_size=4,
)


@settings(max_examples=40, deadline=None)
@given(file=FILES, hands=HANDS)
def test_a_correction_conserves_rows_and_accounts_for_every_sen(
    file: list[tuple[str, str, str]], hands: list[tuple[int, str, list[str]]], tmp_path_factory: pytest.TempPathFactory
) -> None:
    lines = [f"K1;P{n};JHT;{nik};SITI;15/07/2022;{amount};{status}" for n, (amount, nik, status) in enumerate(file)]
    by = tuple(
        Correction(f"c{n}", row=row, approve=tuple(codes)) if codes else Correction(f"c{n}", row=row, set=(("amount_paid_idr", amount),))
        for n, (row, amount, codes) in enumerate(hands)
    )
    folder = tmp_path_factory.mktemp("conserved")
    before, after = clean(folder, SOUND, *lines), corrected(folder, SOUND, *lines, by=by)
    assert (after.rows_read, after.furniture, after.amount_read_sen) == (before.rows_read, before.furniture, before.amount_read_sen)
    assert after.accepted == lines_of(folder).height
    assert after.amount_accepted_sen == lines_of(folder)["amount_paid_sen"].sum()
    expected = sum(row - 2 <= len(file) for row, _, _ in hands)
    assert sum(sum(effect.values()) for effect in after.corrections.values()) == expected
