-- Programmes, benefit types and components that have more than one row in a month; a missing code is one value.
select strftime(period, '%Y-%m') || ' ' || benefit_type_code as cell
from {batch}
group by period, programme_code, benefit_type_code, benefit_component_code
having count(*) > 1
