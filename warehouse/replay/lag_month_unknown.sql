-- A publication made before there was a lag triangle: how late the lines of its months came is not known.
select distinct
    period,
    cast(null as varchar) as benefit_type_code,
    cast(null as bigint)  as lag_months,
    cast(null as bigint)  as payment_count,
    cast(null as bigint)  as amount_paid_sen
from mart.claims_by_benefit_month;
