-- Payments of each branch in each regency by month, beside the mean of the twelve months before.
-- Grain: one row per published month x branch x regency that had lines then or in one of the twelve months before; missing codes are values.
create table audit.place_month as
with paid as (
    select period, branch_code, regency_code, sum(payment_count) as payments
    from mart.claims_by_benefit_month_region
    group by period, branch_code, regency_code
),
month as (select period, bool_or(is_changed) as is_changed from audit.month group by period),
every as (
    select m.period, m.is_changed, p.branch_code, p.regency_code
    from month as m
    cross join (select distinct branch_code, regency_code from paid) as p
)
select
    e.*,
    coalesce(p.payments, 0) as payments,
    avg(coalesce(p.payments, 0)) over year_before as usual_payments,
    count(*) over year_before as months_of_history
from every as e
left join paid as p
    on p.period = e.period
    and p.branch_code is not distinct from e.branch_code
    and p.regency_code is not distinct from e.regency_code
window year_before as (
    partition by e.branch_code, e.regency_code order by e.period
    range between interval 12 months preceding and interval 1 month preceding
)
order by e.period, e.branch_code, e.regency_code;
