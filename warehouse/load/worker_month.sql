insert into mart.vulnerable_workers_by_source_month
select
    f.period,
    regency_code,
    r.regency_name,
    f.worker_group_code,
    f.worker_group_name,
    f.source_code,
    f.participant_count,
    f.source_name,
    f.worker_group_name_en,
    f.source_name_en
from incoming_worker_month as f
left join incoming_regions as r using (regency_code)
order by f.period, regency_code, f.worker_group_code, f.source_code;
