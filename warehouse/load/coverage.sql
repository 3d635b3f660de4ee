insert into mart.coverage_by_region_month
select
    f.period,
    regency_code,
    r.regency_name,
    f.segment_code,
    f.target_group,
    f.participant_count,
    f.target_population,
    cast(cast(f.coverage_hundredths as decimal(18, 0)) * cast(0.0001 as decimal(4, 4)) as decimal(9, 4)),
    f.target_source,
    f.target_year,
    f.target_group_en,
    f.target_note
from incoming_coverage as f
left join incoming_regions as r using (regency_code)
order by f.period, regency_code, f.segment_code, f.target_group;
