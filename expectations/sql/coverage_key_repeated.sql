-- Keys of the coverage that stand in several rows.
select strftime(period, '%Y-%m') || ' ' || coalesce(regency_code, 'all') || ' ' || coalesce(segment_code, target_group, '') as cell
from {batch}
group by period, regency_code, segment_code, target_group
having count(*) > 1
