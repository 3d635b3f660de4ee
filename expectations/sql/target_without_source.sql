-- Target populations without a source, a year or a group.
select strftime(period, '%Y-%m') || ' ' || coalesce(regency_code, 'all') as cell
from {batch}
where target_population is not null and (target_source is null or target_year is null or target_group is null)
