-- The newest whole year that ends by the month $last, by segment.
-- A file of an earlier release does not tell whether it is provisional.
with cells as (
    select cast(null as boolean) as is_provisional where false
    union all by name
    select * from mart.claims_by_segment_year
)
select period, segment_code, segment_name as name_id, segment_name_en as name_en, claim_count, amount_paid_idr, mark, is_provisional
from cells
where period = (select max(period) from cells where period + interval 11 month <= $last)
order by segment_code nulls last;
