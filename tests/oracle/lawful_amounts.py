"""What a payment may come to by law, and from which day on."""

from datetime import date

from tests.oracle.line import Line
from tests.oracle.tables import PP82, M, rows_of


def wrong_component_amount(line: Line) -> bool:
    event = line.day("contingency_date")
    lawful = {"JKM_SEKALIGUS": (162, 200), "JKM_BERKALA": (48, 120), "JKM_PEMAKAMAN": (30, 100)}
    if line.component not in lawful or line.benefit != "JKM" or not event or line.amount is None or not line.judged_by_law:
        return False
    return line.amount != lawful[line.component][event >= PP82] * M // 10


def scholarship_years(line: Line) -> set[int] | None:
    """The numbers of years that the amount can be; None where it is not judged."""
    event = line.day("contingency_date")
    if line.benefit != "BEASISWA" or not event or line.amount is None or not line.judged_by_law:
        return None
    if event < PP82:
        return {1} if line.amount == 12 * M else set()
    yearly = {"BEASISWA_TK_SD": 15, "BEASISWA_SMP": 20, "BEASISWA_SMA": 30, "BEASISWA_S1": 120}
    units = [yearly[line.component]] if line.component in yearly else [] if line.component else list(yearly.values())
    return {k for k in range(1, 6) for unit in units if line.amount == k * unit * M // 10}


def over_jkk_cap(line: Line, caps: dict[str, tuple[int, int]]) -> bool:
    event = line.day("contingency_date")
    if line.benefit != "JKK" or line.component not in caps or not event or line.amount is None or not line.judged_by_law:
        return False
    return line.amount > caps[line.component][event >= PP82] * M // 10


def over_jkp_cap(line: Line) -> bool:
    paid = line.day("payment_date")
    if line.benefit != "JKP" or line.kind not in ("original", "reissue") or line.amount is None or not paid:
        return False
    late_month = line.component in ("JKP_BULAN_4", "JKP_BULAN_5", "JKP_BULAN_6")
    cap = 3 * M if paid >= date(2025, 2, 7) else (125 if late_month else 225) * M // 100
    return line.amount > cap


def pension_bound(line: Line) -> tuple[int, int] | None:
    paid = line.day("payment_date")
    if (
        line.kind != "original"
        or line.amount is None
        or not paid
        or not (line.component or "").startswith("JP_")
        or "BERKALA" not in (line.component or "")
    ):
        return None
    for row in rows_of("jp_pension_bounds"):
        if row["valid_from"] <= paid.isoformat() <= (row["valid_to"] or "9999"):
            return int(row["minimum_idr"]) * 100, int(row["maximum_idr"]) * 100
    return None


def paid_before(line: Line, day: date) -> bool:
    paid = line.day("payment_date")
    return paid is not None and paid < day
