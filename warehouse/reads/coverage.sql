-- The coverage of one month and place: exact participants and target population. $regency_code NULL = all regencies.
select target_group, segment_code, participant_count, target_population, coverage_percent, target_source, target_year
from mart.coverage_by_region_month
where period = $period and regency_code is not distinct from $regency_code
order by target_group, segment_code;
