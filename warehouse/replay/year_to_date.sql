select
    period, scope, benefit_type_code, regency_code, claim_count, payment_count, participant_count,
    cast(amount_paid_idr * 100 as bigint) as amount_paid_sen
from mart.claims_year_to_date;
