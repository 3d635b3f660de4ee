-- How many months' cells of the lag triangle do not add up to the figure by benefit type, or to their own running totals. A month of which
-- the triangle shows nothing at all is as the loader leaves one that was counted without lags, and is not judged.
with cell as (
    select
        period, benefit_type_code,
        coalesce(sum(payment_count), 0) as payment_count,
        coalesce(sum(amount_paid_idr), 0) as amount_paid_idr,
        coalesce(max_by(payment_count_cumulative, lag_months), 0) as payment_count_cumulative,
        coalesce(max_by(amount_paid_idr_cumulative, lag_months), 0) as amount_paid_idr_cumulative
    from mart.claims_lag_triangle
    group by period, benefit_type_code
)
select count(*)
from cell
full join mart.claims_by_benefit_month as figure using (period, benefit_type_code)
semi join (
    select period from mart.claims_lag_triangle where payment_count <> 0 or amount_paid_idr <> 0
) as told using (period)
where coalesce(cell.payment_count, 0) <> coalesce(figure.payment_count, 0)
   or coalesce(cell.amount_paid_idr, 0) <> coalesce(figure.amount_paid_idr, 0)
   or cell.payment_count_cumulative <> cell.payment_count
   or cell.amount_paid_idr_cumulative <> cell.amount_paid_idr;
