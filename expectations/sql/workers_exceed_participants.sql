-- Months and regencies with more vulnerable workers than participants; not where a part of these was not reported.
with workers as (
    select period, regency_code, sum(participant_count) as workers from {batch} group by period, regency_code
),
participants as (
    select period, regency_code, count(*) > count(participant_count) as is_partial, sum(participant_count) as participants
    from mart.coverage_by_region_month
    where segment_code is not null and regency_code is not null
    group by period, regency_code
)
select strftime(period, '%Y-%m') || ' ' || regency_code as cell
from workers
left join participants using (period, regency_code)
where workers > coalesce(participants, 0) and not coalesce(is_partial, false)
