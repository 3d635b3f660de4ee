-- Made again: what is another than in the publication before, or has gone. In a file that takes nothing over also the months of which only
-- vintages are left.
create temp table fresh as
select mart, span, period
from source_now as now
full join meta.figure_source as was using (mart, span, period)
where coalesce(now.source_id <> was.source_id or now.state <> was.state, true)
union
select 'claims_by_benefit_month_region', 'month', period
from previous.mart.claims_by_benefit_month_region_vintages
where $is_anew;
