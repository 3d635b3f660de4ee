insert into meta.suppression
select
    table_name,
    mark,
    count(*),
    cast(round(100.0 * count(*) / sum(count(*)) over (partition by table_name), 4) as decimal(9, 4))
from mart.claims_vintages
where publication_to is null
group by table_name, mark
order by table_name, mark;
