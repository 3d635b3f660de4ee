-- The months of which participants were reported.
select distinct period from mart.coverage_by_region_month where participant_count is not null order by period;
