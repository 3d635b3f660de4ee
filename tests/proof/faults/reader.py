"""A BI tool that never stops looking. A script: `python reader.py FILE STOP [PAUSE]`.

Looks at FILE until STOP exists, with PAUSE seconds between two looks, then prints what it saw as JSON.
Every look opens the published file anew, asks whether all marts tell of the same publication, whether the ledger balances, and
computes the content hash again; then it opens the public file beside it, and computes that one's hash.
"""

import json
import sys
import time
from pathlib import Path

import duckdb

from warehouse.content_hash import content_hash
from warehouse.statements import run

NEWEST = "select max(publication) from meta.publication"
RECORD = "select publication, content_hash from meta.publication order by publication desc limit 1"

DISAGREEMENTS = {
    "programme and benefit": """
        select period, benefit_type_code, sum(payment_count), sum(amount_paid_idr) from mart.claims_by_programme_month group by all
        except
        select period, benefit_type_code, payment_count, amount_paid_idr from mart.claims_by_benefit_month""",
    "benefit and region": """
        select period, benefit_type_code, payment_count, amount_paid_idr from mart.claims_by_benefit_month where payment_count > 0
        except
        select period, benefit_type_code, sum(payment_count), sum(amount_paid_idr) from mart.claims_by_benefit_month_region group by all""",
    "year and months": """
        select benefit_type_code, payment_count, amount_paid_idr from mart.claims_year_to_date
        where scope = 'national' and payment_count > 0 and period = (select max(period) from mart.claims_year_to_date)
        except
        select benefit_type_code, sum(payment_count), sum(amount_paid_idr) from mart.claims_by_benefit_month
        where year(period) = (select year(max(period)) from mart.claims_year_to_date) group by all""",
    "vintages and marts": f"""
        from mart.claims_as_of(({NEWEST})) except from mart.claims_by_benefit_month""",
    "marts and vintages": f"""
        from mart.claims_by_benefit_month except from mart.claims_as_of(({NEWEST}))""",
    "checks and record": f"""
        {NEWEST} except select max(publication) from meta.check_result""",
    "rows read and rows accounted for": """
        select part_id from meta.ledger where rows_read <> accepted + not_a_payment + quarantined + duplicate + furniture
            or amount_read_idr + amount_corrected_idr
                <> amount_accepted_idr + amount_not_a_payment_idr + amount_quarantined_idr + amount_duplicate_idr""",
    "lines accepted and lines accounted for": """
        select publication from meta.publication
        where accepted_rows <> effective_rows + duplicate_rows + superseded_rows + waiting_rows
            or accepted_amount_idr
                <> effective_amount_idr + duplicate_amount_idr + superseded_amount_idr + waiting_amount_idr""",
}


def look(file: str) -> tuple[int, list[str]]:
    """The publication seen, and what does not fit together in it."""
    with duckdb.connect(file, read_only=True) as connection:
        found = [f"{name} disagree" for name, sql in DISAGREEMENTS.items() if connection.execute(sql).fetchall()]
        [(number, recorded)] = connection.execute(RECORD).fetchall()
        found += [] if content_hash(connection) == recorded else ["the figures are not those of the content hash"]
    return number, found


def look_at_public(file: Path) -> list[str]:
    """What does not fit together in the public file."""
    with duckdb.connect(str(file), read_only=True) as connection:
        told, hashed = run(connection, "public/load/told").fetchone(), run(connection, "public/load/figures_hash").fetchone()
    return [] if told and hashed and told[1] == hashed[0] else ["the public figures are not those of their hash"]


def look_at_all(file: str) -> tuple[int, list[str]]:
    """One look at both files."""
    number, found = look(file)
    return number, found + look_at_public(Path(file).with_name("claims_public.duckdb"))


def main(file: str, stop: Path, pause_s: float) -> None:
    """Look until told to stop."""
    took: list[float] = []
    seen: list[int] = []
    complaints: list[str] = []
    while not stop.exists():
        began = time.monotonic()
        try:
            number, found = look_at_all(file)
        except Exception as error:  # noqa: BLE001 - whatever a reader meets is what the test is about
            complaints.append(f"{type(error).__name__}: {error}")
        else:
            took.append(time.monotonic() - began)
            seen += [number] if seen[-1:] != [number] else []  # in order, so that going back shows
            complaints += [f"publication {number}: {what}" for what in found]
        time.sleep(pause_s)
    json.dump({"looks": len(took), "publications": seen, "complaints": complaints[:20], "took_s": sorted(took)}, sys.stdout)


if __name__ == "__main__":
    main(sys.argv[1], Path(sys.argv[2]), float((*sys.argv, "0")[3]))
