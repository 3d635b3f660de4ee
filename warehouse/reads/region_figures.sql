-- The same by segment, branch and regency: cells with payments.
select period, benefit_type_code, segment_code, branch_code, regency_code, claim_count, payment_count, participant_count, amount_paid_idr
from mart.claims_by_benefit_month_region
order by all;
