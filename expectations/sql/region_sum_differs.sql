-- Months and benefit types whose payments or money by region are not those by benefit type.
with by_benefit as (
    select period, benefit_type_code, coalesce(payment_count, 0) as payments, coalesce(amount_paid_idr, 0) as paid_idr
    from {batch}
),
by_region as (
    select period, benefit_type_code, sum(payment_count) as payments, sum(amount_paid_idr) as paid_idr
    from mart.claims_by_benefit_month_region
    group by period, benefit_type_code
)
select strftime(period, '%Y-%m') || ' ' || benefit_type_code as cell
from by_benefit
full join by_region using (period, benefit_type_code)
where coalesce(by_benefit.payments, 0) <> coalesce(by_region.payments, 0)
    or coalesce(by_benefit.paid_idr, 0) <> coalesce(by_region.paid_idr, 0)
