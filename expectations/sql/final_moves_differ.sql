-- Cells of the final view whose money is not that by month of payment, plus what came in, less what went out.
with cash as (
    select period, benefit_type_code, coalesce(amount_paid_idr, 0) as paid_idr
    from mart.claims_by_benefit_month
),
shown as (
    select
        period,
        benefit_type_code,
        coalesce(amount_paid_idr, 0) - coalesce(moved_in_idr, 0) + coalesce(moved_out_idr, 0) as paid_idr
    from {batch}
)
select strftime(period, '%Y-%m') || ' ' || benefit_type_code as cell
from cash
full join shown using (period, benefit_type_code)
where coalesce(cash.paid_idr, 0) <> coalesce(shown.paid_idr, 0)
    and (select count(*) = 0 or count(payment_count) > 0 from {batch})
