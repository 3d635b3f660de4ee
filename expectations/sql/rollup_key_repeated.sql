-- Cells of quarters, years, windows, places and totals that stand twice; a missing place is one value.
select strftime(period, '%Y-%m') || ' ' || span || ' ' || breakdown || ' ' || coalesce(benefit_type_code, total_code) as cell
from {batch}
group by span, period, breakdown, place_code, benefit_type_code, total_code
having count(*) > 1
