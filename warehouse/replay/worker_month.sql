select
    period, regency_code, worker_group_code, worker_group_name, source as source_code, source_name, participant_count
from mart.vulnerable_workers_by_source_month;
