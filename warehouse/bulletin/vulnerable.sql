-- Registered vulnerable workers by group and source in the newest month up to $last in which anybody reported some; of one regency, or of all.
select period, regency_code, regency_name, worker_group_code, worker_group_name, source, source_name, participant_count
from mart.vulnerable_workers_by_source_month
where period = (
      select max(period) from mart.vulnerable_workers_by_source_month
      where period <= $last and participant_count is not null
  )
  and ($regency_code is null or regency_code = $regency_code)
order by regency_code nulls first, participant_count desc nulls last, worker_group_code, source;
