-- A publication made before there was coverage shows none.
select
    cast(null as date)    as period,
    cast(null as varchar) as regency_code,
    cast(null as varchar) as segment_code,
    cast(null as varchar) as target_group,
    cast(null as varchar) as target_group_en,
    cast(null as bigint)  as participant_count,
    cast(null as bigint)  as target_population,
    cast(null as bigint)  as coverage_hundredths,
    cast(null as varchar) as target_source,
    cast(null as bigint)  as target_year,
    cast(null as varchar) as target_note
where false;
