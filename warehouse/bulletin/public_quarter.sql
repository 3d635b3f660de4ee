-- The newest whole quarter that ends by the month $last, by regency and benefit type. No code: lines without a regency.
select
    period, benefit_type_code, regency_code, regency_name, benefit_type_name as name_id, benefit_type_name_en as name_en,
    claim_count, amount_paid_idr, mark
from mart.claims_by_benefit_quarter_regency
where period = (select max(period) from mart.claims_by_benefit_quarter_regency where period + interval 2 month <= $last)
order by regency_code nulls last, benefit_type_code;
