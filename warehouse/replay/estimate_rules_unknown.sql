-- A publication made before there were estimates has no rules for them.
select
    cast(null as varchar) as rule, cast(null as varchar) as value, cast(null as varchar) as sentence, cast(null as varchar) as source
where false;
