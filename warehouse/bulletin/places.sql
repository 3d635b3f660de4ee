-- Every regency that any figure has, with its name.
select distinct regency_code, regency_name
from mart.claims_monthly_by_regency
where regency_code is not null
order by regency_code;
