-- The cells of claims_by_benefit_month, by lag, to the newest published month; a row without a lag says that those of its month are not
-- known (a publication from before this mart is shown again). An extract period without its senders leaves every later lag incomplete.
insert into mart.claims_lag_triangle
with observable as (
    select
        m.period,
        e.period as extract_period,
        date_diff('month', m.period, e.period) as lag_months,
        e.figure_without_lines,
        -- counted, not just looked at: a month in between that is not published is not complete
        date_diff('month', m.period, e.period) + 1
            = count(*) filter (e.is_complete) over (partition by m.period order by e.period) as is_complete
    from month_state as m
    inner join month_state as e on e.period >= m.period
    where m.period not in (select period from incoming_lag_month where lag_months is null)
),
span as (  -- the lags between: extract periods that are not published can have brought nothing
    select
        m.period,
        cast(m.period + to_months(cast(lag.lag_months as integer)) as date) as extract_period,
        lag.lag_months
    from month_state as m
    cross join (select max(period) as newest from month_state) as n
    cross join lateral (select unnest(range(date_diff('month', m.period, n.newest) + 1)) as lag_months) as lag
    where m.period not in (select period from incoming_lag_month where lag_months is null)
),
cell as (
    select
        c.period,
        c.benefit_type_code,
        c.benefit_type_name,
        s.lag_months,
        s.extract_period,
        coalesce(f.payment_count, o.figure_without_lines) as payment_count,
        rupiah(coalesce(f.amount_paid_sen, o.figure_without_lines)) as amount_paid_idr,
        coalesce(o.is_complete, false) as is_complete
    from mart.claims_by_benefit_month as c
    inner join span as s on s.period = c.period
    left join observable as o on o.period = s.period and o.lag_months = s.lag_months
    left join incoming_lag_month as f
        on f.period = c.period and f.benefit_type_code = c.benefit_type_code and f.lag_months = s.lag_months
)
select
    period,
    benefit_type_code,
    benefit_type_name,
    lag_months,
    extract_period,
    payment_count,
    amount_paid_idr,
    sum(payment_count) over by_lag,
    sum(amount_paid_idr) over by_lag,
    is_complete
from cell
window by_lag as (partition by period, benefit_type_code order by lag_months)
order by period, benefit_type_code, lag_months;
