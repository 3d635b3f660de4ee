"""Reversals and reissues from the landing zone to both views, as an analyst and an operator meet them."""

from decimal import Decimal

import pytest

from tests.acceptance.claims_home import KEY, ClaimsHome
from tests.acceptance.extracts import csv_bytes, drawn

pytestmark = [pytest.mark.prefect, pytest.mark.xdist_group("acceptance: final view")]

JULY = """
    KODE KLAIM | NO PEMBAYARAN | PROGRAM | TGL BAYAR  | NOMINAL | STATUS  | JENIS PEMBAYARAN | NO PEMBAYARAN ASAL
    K-101      | B-1           | JHT     | 2022-07-04 | 1000000 | DIBAYAR | ASLI             |
    K-102      | B-2           | JHT     | 2022-07-05 | 2000000 | DIBAYAR | ASLI             |
    K-103      | B-3           | JKM     | 2022-07-06 | 42000000 | DIBAYAR | ASLI            |
"""
AUGUST = """
    KODE KLAIM | NO PEMBAYARAN | PROGRAM | TGL BAYAR  | NOMINAL  | STATUS  | JENIS PEMBAYARAN | NO PEMBAYARAN ASAL
    K-101      | B-4           | JHT     | 2022-08-02 | -1000000 | DIBAYAR | RETUR            | B-1
    K-101      | B-5           | JHT     | 2022-08-09 | 1000000  | DIBAYAR | PENGGANTI        | B-4
    K-102      | B-6           | JHT     | 2022-08-03 | -2000000 | DIBAYAR | RETUR            | B-2
    K-104      | B-7           | JHT     | 2022-08-04 | 500000   | DIBAYAR | ASLI             |
    K-105      | B-8           | JHT     | 2022-08-05 | -70000   | DIBAYAR | RETUR            | B-99
    K-106      | B-9           | JHT     | 2022-08-05 | -30000   | DIBAYAR | RETUR            |
"""


def test_both_views_sum_to_the_same_money_and_lost_links_are_told_with_their_keys(empty_home: ClaimsHome) -> None:
    home = ClaimsHome(empty_home.root, {"CLAIMS_PSEUDONYM_KEY": KEY})
    for month, drawing in (("2022-07", JULY), ("2022-08", AUGUST)):
        home.lay(f"{month}/kudus/klaim.csv", csv_bytes(drawn(drawing)))
    report = home.done("backfill", "2022-07", "2022-08", "--json").result

    columns = "strftime(period, '%Y-%m'), benefit_type_code, claim_count, payment_count, amount_paid_idr"
    cash = home.query(f"select {columns} from mart.claims_by_benefit_month where payment_count > 0 order by all")
    final = home.query(
        f"select {columns}, moved_in_idr, moved_out_idr from mart.claims_final_by_benefit_month where payment_count > 0 order by all"
    )
    idr, nothing = Decimal, Decimal("0.00")
    assert cash == [
        ("2022-07", "JHT", 2, 2, idr("3000000.00")),
        ("2022-07", "JKM", 1, 1, idr("42000000.00")),
        ("2022-08", "JHT", 2, 6, idr("-1600000.00")),
    ]
    assert final == [
        ("2022-07", "JHT", 1, 5, idr("1000000.00"), idr("-2000000.00"), nothing),
        ("2022-07", "JKM", 1, 1, idr("42000000.00"), nothing, nothing),
        ("2022-08", "JHT", 1, 3, idr("400000.00"), nothing, idr("-2000000.00")),
    ]

    said = " ".join(report["warnings"])
    assert "1 adjustment leads to no accepted payment" in said
    assert "1 reversal or correction names no payment" in said
    listed = home.done("quarantine", "list", "--all", "--json").result
    told = {(row["code"], row["claim_id"], row["payment_id"], row["outcome"]) for row in listed}
    assert {("XL01", "K-105", "B-8", "warned"), ("PT02", "K-106", "B-9", "warned")} <= told
    assert {key for code, key, *_ in told if code == "XL01"} == {"K-105"}
