-- The figures by benefit type and month; NULL where not all expected senders are in.
select period, benefit_type_code, claim_count, payment_count, participant_count, amount_paid_idr
from mart.claims_by_benefit_month
order by all;
