-- The figures with payments, by benefit type and month.
select period, benefit_type_code, claim_count, payment_count, participant_count, amount_paid_idr
from mart.claims_by_benefit_month
where payment_count > 0
order by all;
