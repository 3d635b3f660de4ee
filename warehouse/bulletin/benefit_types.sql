-- The benefit types that existed by the newest published month, and since when.
select benefit_type_code, name_id, name_en, valid_from
from meta.benefit_type
where valid_from < (select max(period) + interval 1 month from mart.claims_by_benefit_month)
order by benefit_type_code;
