select
    period, benefit_type_code, lag_months, payment_count,
    cast(amount_paid_idr * 100 as bigint) as amount_paid_sen
from mart.claims_lag_triangle
where payment_count <> 0 or amount_paid_idr <> 0;
