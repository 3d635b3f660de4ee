"""A rejected figure does not come back by itself."""

from decimal import Decimal

import pytest

from tests.acceptance.claims_home import ClaimsHome
from tests.acceptance.extracts import csv_bytes, drawn

pytestmark = [pytest.mark.prefect, pytest.mark.slow, pytest.mark.xdist_group("acceptance: rollback")]


def month(claim: str, day: str, amount: str) -> bytes:
    return csv_bytes(
        drawn(f"""
        KODE KLAIM | NO PEMBAYARAN | PROGRAM | SEGMEN | TGL BAYAR | NOMINAL    | STATUS
        {claim}    | V-{claim}     | JHT     | PU     | {day}     | {amount}   | DIBAYAR
        """)
    )


def paid_in_july(home: ClaimsHome) -> Decimal:
    return home.figures["2022-07", "JHT"][3]


def test_what_a_rollback_rejected_stays_away_whatever_else_arrives_until_it_is_released(empty_home: ClaimsHome) -> None:
    empty_home.lay("2022-07/kudus/good.csv", month("K1", "14/07/2022", "1.000.000,00"))
    empty_home.done("run", "--period", "2022-07")
    empty_home.lay("2022-07/kudus/bad.csv", month("K2", "15/07/2022", "999.000.000,00"))
    empty_home.done("run", "--period", "2022-07")
    assert paid_in_july(empty_home) == Decimal("1000000000.00")

    empty_home.done("publish", "--rollback")
    assert paid_in_july(empty_home) == Decimal("1000000.00")

    empty_home.lay("2022-08/kudus/august.csv", month("K3", "16/08/2022", "2.000.000,00"))
    assert empty_home.claims("run", "--period", "2022-08").code == 12
    assert paid_in_july(empty_home) == Decimal("1000000.00")

    assert empty_home.claims("publish", "--rollback").code == 13, "a second rollback must not show the rejected figures again"

    empty_home.lay("2022-07/kudus/bad.csv", month("K2", "15/07/2022", "900.000,00"))
    empty_home.done("run", "--period", "2022-08")
    assert paid_in_july(empty_home) == Decimal("1900000.00")
