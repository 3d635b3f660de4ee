select
    period, benefit_type_code, claim_count, payment_count, participant_count,
    cast(amount_paid_idr * 100 as bigint) as amount_paid_sen,
    cast(moved_in_idr * 100 as bigint)    as moved_in_sen,
    cast(moved_out_idr * 100 as bigint)   as moved_out_sen
from mart.claims_final_by_benefit_month;
