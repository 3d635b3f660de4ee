-- Cells of quarters, years, windows, places and totals with more claims or participants than payment lines, or with a count below zero.
select strftime(period, '%Y-%m') || ' ' || span || ' ' || breakdown || ' ' || coalesce(benefit_type_code, total_code) as cell
from {batch}
where claim_count > payment_count
    or participant_count > payment_count
    or least(claim_count, payment_count, participant_count) < 0
