-- As content_hash, for coverage and vulnerable workers. NULL where there are none: a publication without them keeps its hash. So does one
-- made before groups and sources had English names: a row without these is hashed as it was then.
with workers as (
    select cast(null as varchar) as worker_group_name_en, cast(null as varchar) as source_name_en where false
    union all by name
    select * from mart.vulnerable_workers_by_source_month
),
figure as (
    select 'coverage_by_region_month' as mart, period,
        json_array(
            regency_code, regency_name, segment_code, target_group, target_group_en, participant_count, target_population,
            cast(coverage_percent as varchar), target_source, target_year, target_note
        ) as figure
    from mart.coverage_by_region_month
    union all
    select 'vulnerable_workers_by_source_month', period,
        case when coalesce(worker_group_name_en, source_name_en) is null
            then json_array(regency_code, regency_name, worker_group_code, worker_group_name, source, source_name, participant_count)
            else json_array(
                regency_code, regency_name, worker_group_code, worker_group_name, source, source_name, participant_count,
                worker_group_name_en, source_name_en
            )
        end
    from workers
),
month_hash as (
    select mart, period, sha256(string_agg(cast(figure as varchar), chr(10) order by cast(figure as varchar))) as hash
    from figure
    group by mart, period
)
select sha256(string_agg(concat(mart, ' ', period, ' ', hash), chr(10) order by mart, period)) from month_hash;
