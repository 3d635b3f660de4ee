"""A BI tool that never stops looking. A script: `python reader.py FILE STOP`.

Looks at FILE until STOP exists, then prints what it saw as JSON.
Every look opens the published file anew and asks whether all marts tell of the same publication.
"""

import json
import sys
from pathlib import Path

import duckdb

NEWEST = "select max(publication) from meta.publication"

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
}


def look(file: str) -> tuple[int, list[str]]:
    """The publication seen, and what does not fit together in it."""
    with duckdb.connect(file, read_only=True) as connection:
        found = [name for name, sql in DISAGREEMENTS.items() if connection.execute(sql).fetchall()]
        [(number,)] = connection.execute(NEWEST).fetchall()
    return number, found


def main(file: str, stop: Path) -> None:
    """Look until told to stop."""
    looks, seen, complaints = 0, [], []
    while not stop.exists():
        try:
            number, found = look(file)
        except Exception as error:  # noqa: BLE001 - whatever a reader meets is what the test is about
            complaints.append(f"{type(error).__name__}: {error}")
        else:
            looks += 1
            seen += [] if number in seen else [number]
            complaints += [f"publication {number}: {name} disagree" for name in found]
    json.dump({"looks": looks, "publications": seen, "complaints": complaints[:20]}, sys.stdout)


if __name__ == "__main__":
    main(sys.argv[1], Path(sys.argv[2]))
