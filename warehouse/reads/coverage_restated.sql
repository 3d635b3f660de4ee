-- What publication $since showed otherwise of the coverage, in months that it showed: by place, and segment or target group (without one).
-- Participants of a segment stand here once, whatever its target; `target_group_now` finds the row that shows the new value.
with vintage as (
    select *, publication_to is null as is_now, publication_from <= $since and coalesce(publication_to >= $since, true) as is_then
    from mart.coverage_by_region_month_vintages
),
figure as (
    select period, regency_code, segment_code, case when segment_code is null then target_group end as target_group,
        'participant_count' as measure, participant_count as value, target_group as named, is_then, is_now
    from vintage
    union all
    select period, regency_code, segment_code, target_group, 'target_population', target_population, target_group, is_then, is_now
    from vintage
    where target_group is not null
),
changed as (
    select period, regency_code, segment_code, target_group, measure,
        max(value) filter (is_then) as old_value, max(value) filter (is_now) as new_value, max(named) filter (is_now) as target_group_now
    from figure
    group by period, regency_code, segment_code, target_group, measure
    having max(value) filter (is_then) is distinct from max(value) filter (is_now)
),
place as (
    select regency_code, max(regency_name) as regency_name from mart.coverage_by_region_month group by regency_code
),
target as (
    select target_group, max(target_group_en) as target_group_en from mart.coverage_by_region_month group by target_group
)
select c.period, c.regency_code, p.regency_name, c.segment_code, c.target_group, t.target_group_en, c.measure, c.old_value, c.new_value,
    c.target_group_now
from changed as c
left join place as p on p.regency_code = c.regency_code
left join target as t on t.target_group = c.target_group
where c.period in (select period from vintage where is_then)
order by c.period, c.regency_code nulls first, c.segment_code nulls first, c.target_group, c.measure;
