-- As vintage_hashes, for the coverage.
with entry as (
    select 'coverage opened' as what, publication_from as publication, period,
        cast(json_array(
            regency_code, segment_code, target_group, participant_count, target_population, cast(coverage_percent as varchar)
        ) as varchar) as entry
    from mart.coverage_by_region_month_vintages
    where publication_from = coalesce($number, publication_from)
    union all
    select 'coverage closed', publication_to, period,
        cast(json_array(
            regency_code, segment_code, target_group, participant_count, target_population, cast(coverage_percent as varchar),
            publication_from
        ) as varchar)
    from mart.coverage_by_region_month_vintages
    where publication_to = coalesce($previous_number, publication_to)
),
month_hash as (
    select what, publication, period, sha256(string_agg(entry, chr(10) order by entry)) as hash
    from entry
    group by what, publication, period
)
select what, publication, sha256(string_agg(concat(period, ' ', hash), chr(10) order by period))
from month_hash
group by what, publication;
