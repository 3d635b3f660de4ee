-- Cells that had no lines come back from the state of their months.
select
    span, period, breakdown, place_code, benefit_type_code, total_code, claim_count, payment_count, participant_count,
    cast(amount_paid_idr * 100 as bigint) as amount_paid_sen
from meta.claims_rollup
where payment_count > 0;
