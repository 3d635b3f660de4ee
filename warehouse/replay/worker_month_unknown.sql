-- A publication made before there were counts of vulnerable workers shows none.
select
    cast(null as date)    as period,
    cast(null as varchar) as regency_code,
    cast(null as varchar) as worker_group_code,
    cast(null as varchar) as worker_group_name,
    cast(null as varchar) as worker_group_name_en,
    cast(null as varchar) as source_code,
    cast(null as varchar) as source_name,
    cast(null as varchar) as source_name_en,
    cast(null as bigint)  as participant_count
where false;
