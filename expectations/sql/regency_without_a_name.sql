-- Cells with a regency code that has no name.
select strftime(period, '%Y-%m') || ' ' || regency_code as cell
from {batch}
where regency_code is not null and regency_name is null
