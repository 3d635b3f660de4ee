-- Cells with more claims or participants than payment lines, or with a count below zero.
select strftime(period, '%Y-%m') || ' ' || benefit_type_code as cell
from {batch}
where claim_count > payment_count
    or participant_count > payment_count
    or least(claim_count, payment_count, participant_count) < 0
