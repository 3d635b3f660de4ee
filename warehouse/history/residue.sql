-- The figures whose causes do not sum to their difference. No row = none; causes of a figure that did not change sum to nothing.
with told as (
    select period, benefit_type_code, measure, sum(difference) as difference
    from meta.revision_cause
    where publication = $number
    group by period, benefit_type_code, measure
),
handed_in as (
    select period, benefit_type_code, measure, sum(difference) as difference
    from booked
    group by period, benefit_type_code, measure
),
revised as (
    select period, benefit_type_code, measure, difference from meta.revision where publication = $number
)
select period, benefit_type_code, measure
from revised
full join told using (period, benefit_type_code, measure)
full join handed_in using (period, benefit_type_code, measure)
where coalesce(revised.difference, 0) <> coalesce(told.difference, 0)
   or coalesce(revised.difference, 0) <> coalesce(handed_in.difference, 0)
order by period, benefit_type_code, measure;
