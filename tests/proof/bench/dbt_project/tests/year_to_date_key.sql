select 1 from {{ ref('claims_year_to_date') }} group by period, scope, benefit_type, regency having count(*) > 1
