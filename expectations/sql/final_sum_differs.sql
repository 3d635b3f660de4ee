-- Benefit types, and all together, whose payments or money in the final view are not those by month of payment.
with cash as (
    select
        coalesce(benefit_type_code, 'all') as benefit_type,
        coalesce(sum(payment_count), 0) as payments,
        coalesce(sum(amount_paid_idr), 0) as paid_idr
    from mart.claims_by_benefit_month
    group by grouping sets ((benefit_type_code), ())
),
shown as (
    select
        coalesce(benefit_type_code, 'all') as benefit_type,
        coalesce(sum(payment_count), 0) as payments,
        coalesce(sum(amount_paid_idr), 0) as paid_idr
    from {batch}
    group by grouping sets ((benefit_type_code), ())
)
select benefit_type
from cash
full join shown using (benefit_type)
where (coalesce(cash.payments, 0) <> coalesce(shown.payments, 0) or coalesce(cash.paid_idr, 0) <> coalesce(shown.paid_idr, 0))
    and (select count(*) = 0 or count(payment_count) > 0 from {batch})
