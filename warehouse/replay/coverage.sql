select
    period, regency_code, segment_code, target_group, target_group_en, participant_count, target_population,
    cast(coverage_percent * 10000 as bigint) as coverage_hundredths, target_source, cast(target_year as bigint) as target_year, target_note
from mart.coverage_by_region_month;
