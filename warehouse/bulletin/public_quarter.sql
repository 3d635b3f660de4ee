-- The newest whole quarter that ends by the month $last, by regency and benefit type. No code: lines without a regency.
-- A file of an earlier release does not tell whether it is provisional.
with cells as (
    select cast(null as boolean) as is_provisional where false
    union all by name
    select * from mart.claims_by_benefit_quarter_regency
)
select
    period, benefit_type_code, regency_code, regency_name, benefit_type_name as name_id, benefit_type_name_en as name_en,
    claim_count, amount_paid_idr, mark, is_provisional
from cells
where period = (select max(period) from cells where period + interval 2 month <= $last)
order by regency_code nulls last, benefit_type_code;
