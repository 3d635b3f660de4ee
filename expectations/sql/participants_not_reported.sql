-- Months and places that had begun to report and were not reported in full: in how many of their rows, vulnerable workers' among them.
-- The newest month is told first.
with stock as (
    select period, regency_code, participant_count from {batch} where regency_code is not null
    union all
    select period, regency_code, participant_count from mart.vulnerable_workers_by_source_month
)
select
    strftime(period, '%Y-%m') || ' ' || regency_code || ' (' || count(*) - count(participant_count) || ' of ' || count(*) || ')' as cell,
    -(12 * year(period) + month(period)) as told_by
from stock
group by period, regency_code
having count(*) > count(participant_count)
