-- The country, by month and benefit type, from $first to $last.
select period, benefit_type_code, benefit_type_name as name_id, benefit_type_name_en as name_en, claim_count, amount_paid_idr, mark
from mart.claims_by_benefit_month
where period between $first and $last
order by period, benefit_type_code;
