-- How much of what is eventually paid for the month $last is thought to be in: an estimate, or why there is none.
select benefit_type_code, estimated_completion, estimated_completion_low, estimated_completion_high, estimate_state
from mart.claims_completion
where period = $last and measure = 'amount_paid_idr'
order by benefit_type_code;
