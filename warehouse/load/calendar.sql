insert into mart.dim_calendar
with year as (
    select distinct cast(date_trunc('year', period) as date) as first_day from incoming_periods
),
month as (
    select cast(y.first_day + to_months(cast(m.month_number as integer) - 1) as date) as period, m.*
    from year as y
    cross join incoming_months as m
)
select
    period,
    year(period),
    cast(date_trunc('quarter', period) as date),
    concat(year(period), '-Q', quarter(period)),
    month_number,
    name_id,
    name_en,
    concat(name_id, ' ', year(period)),
    concat(name_en, ' ', year(period)),
    period in (select period from incoming_periods)
from month
order by period;
