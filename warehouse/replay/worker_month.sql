-- A publication made before groups and sources had English names has none of them.
select
    period, regency_code, worker_group_code, worker_group_name, worker_group_name_en, source as source_code, source_name, source_name_en,
    participant_count
from (
    select cast(null as varchar) as worker_group_name_en, cast(null as varchar) as source_name_en where false
    union all by name
    select * from mart.vulnerable_workers_by_source_month
);
