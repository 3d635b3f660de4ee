-- Benefit types, segments, branches and regencies that have more than one row in a month; a missing code is one value.
select strftime(period, '%Y-%m') || ' ' || benefit_type_code as cell
from {batch}
group by period, benefit_type_code, segment_code, branch_code, regency_code
having count(*) > 1
