-- Participants against target populations in the newest month up to $last that anybody reported; of one regency, or of every place.
select
    period, regency_code, regency_name, segment_code, target_group, target_group_en, participant_count, target_population, coverage_percent,
    target_source, target_year
from mart.coverage_by_region_month
where period = (
      select max(period) from mart.coverage_by_region_month
      where period <= $last and participant_count is not null and ($regency_code is null or regency_code = $regency_code)
  )
  and ($regency_code is null or regency_code = $regency_code)
order by regency_code nulls first, segment_code nulls first, target_group;
