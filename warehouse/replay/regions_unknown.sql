-- A publication made before meta.regency was: the regencies it has figures of.
select regency_code, regency_name, cast(null as varchar) as province_code, cast(null as varchar) as province_name
from mart.claims_by_benefit_month_region where regency_name is not null
union
select regency_code, regency_name, null, null from mart.claims_year_to_date where regency_name is not null;
