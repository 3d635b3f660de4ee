-- The months whose published figures changed after publication $since. A month that it did not show yet is not restated, but new.
select distinct r.period
from meta.revision as r
where r.publication > $since
  and exists (
      select 1 from mart.claims_by_benefit_month_vintages as v
      where v.period = r.period and v.publication_from <= $since and coalesce(v.publication_to >= $since, true)
  )
order by r.period;
