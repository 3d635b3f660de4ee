-- Benefit types and regencies that have more than one running total of a scope in a month; a missing code is one value.
select strftime(period, '%Y-%m') || ' ' || benefit_type_code as cell
from {batch}
group by period, scope, benefit_type_code, regency_code
having count(*) > 1
