-- As benefit_month_vintages, for the coverage.
insert into mart.coverage_by_region_month_vintages
with shown as (
    select period, regency_code, segment_code, target_group, participant_count, target_population, coverage_percent
    from mart.coverage_by_region_month
)
select * from coverage_before where publication_to is not null
union all
select before.* replace (case when now.period is null then $previous_number end as publication_to)
from coverage_before as before
left join shown as now
    on now.period = before.period
    and now.regency_code is not distinct from before.regency_code
    and now.segment_code is not distinct from before.segment_code
    and now.target_group is not distinct from before.target_group
    and now.participant_count is not distinct from before.participant_count
    and now.target_population is not distinct from before.target_population
    and now.coverage_percent is not distinct from before.coverage_percent
where before.publication_to is null
union all
(
    select *, cast($number as bigint), cast(null as bigint)
    from (
        from shown
        except all
        select * exclude (publication_from, publication_to) from coverage_before where publication_to is null
    )
)
order by period, regency_code, segment_code, target_group, publication_from;
