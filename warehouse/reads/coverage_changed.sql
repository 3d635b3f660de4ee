-- The months of which the publication before showed another coverage, with how many rows of it.
select period, count(*) as figures
from mart.coverage_by_region_month_vintages
where publication_to = (
    select max(publication) from meta.publication where publication < (select max(publication) from meta.publication)
)
group by period
order by period;
