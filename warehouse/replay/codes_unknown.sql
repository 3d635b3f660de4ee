-- A publication made before meta.code was: it has no total and no place to name.
select
    cast(null as varchar) as kind,
    cast(null as varchar) as code,
    cast(null as varchar) as name_id,
    cast(null as varchar) as name_en,
    cast(null as date)    as valid_from
where false;
