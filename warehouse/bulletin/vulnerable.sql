-- Registered vulnerable workers by group and source in the newest month up to $last in which anybody reported some;
-- of one regency, or of every place.
-- A file of an earlier release has no English names.
with workers as (
    select cast(null as varchar) as worker_group_name_en, cast(null as varchar) as source_name_en where false
    union all by name
    select * from mart.vulnerable_workers_by_source_month
)
select
    period, regency_code, regency_name, worker_group_code, worker_group_name, worker_group_name_en, source, source_name, source_name_en,
    participant_count
from workers
where period = (select max(period) from workers where period <= $last and participant_count is not null)
  and ($regency_code is null or regency_code = $regency_code)
order by regency_code nulls first, participant_count desc nulls last, worker_group_code, source;
