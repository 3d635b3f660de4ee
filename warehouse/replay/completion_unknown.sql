-- A publication made before there were estimates has none.
select
    cast(null as date)    as period,
    cast(null as varchar) as benefit_type_code,
    cast(null as varchar) as measure,
    cast(null as bigint)  as lag_months,
    cast(null as double)  as received,
    cast(null as double)  as completion,
    cast(null as double)  as completion_low,
    cast(null as double)  as completion_high,
    cast(null as double)  as final,
    cast(null as double)  as final_low,
    cast(null as double)  as final_high,
    cast(null as double)  as error,
    cast(null as bigint)  as months,
    cast(null as varchar) as state
where false;
