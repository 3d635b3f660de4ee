select
    period, benefit_type_code, claim_count, payment_count, participant_count,
    cast(amount_paid_idr * 100 as bigint) as amount_paid_sen
from mart.claims_by_benefit_month;
