with cells as (
    select payment_month as period, benefit_type, segment, branch, regency, {{ measures() }} from {{ ref('effective') }} group by 1, 2, 3, 4, 5
)
select cells.*, names.regency_name
from cells
left join (select regency_code, any_value(regency_name) as regency_name from {{ table_of('regions') }} group by 1) as names on names.regency_code = cells.regency
