-- Quarters, years, windows, places and totals whose payments or money are not those of their months by benefit type; and months with
-- lines that one kind of place has none of. A publication from before these figures has no row, and none is missed.
with shown as (
    select
        span,
        period,
        breakdown,
        benefit_type_code,
        total_code,
        coalesce(sum(payment_count), 0) as payments,
        coalesce(sum(amount_paid_idr), 0) as paid_idr,
        case span
            when 'year_to_date' then date_trunc('year', period)
            when 'rolling_12_months' then period - interval 11 months
            else period
        end as first_month,
        case span when 'quarter' then period + interval 2 months when 'year' then period + interval 11 months else period end as last_month
    from {batch}
    where total_code is null or total_code = 'ALL'
    group by all
)
select strftime(r.period, '%Y-%m') || ' ' || r.span || ' ' || r.breakdown || ' ' || coalesce(r.benefit_type_code, r.total_code) as cell
from shown as r
left join mart.claims_by_benefit_month as m
    on m.period between r.first_month and r.last_month
    and (m.benefit_type_code = r.benefit_type_code or r.total_code = 'ALL')
group by r.span, r.period, r.breakdown, r.benefit_type_code, r.total_code
having coalesce(sum(m.payment_count), 0) <> any_value(r.payments) or coalesce(sum(m.amount_paid_idr), 0) <> any_value(r.paid_idr)
union all
select strftime(period, '%Y-%m') || ' month'
from shown
where span = 'month' and period in (select period from mart.claims_by_benefit_month where payment_count > 0)
group by period
having count(distinct breakdown) < 4
