select 1 from {{ ref('claims_by_benefit_month') }} group by period, benefit_type having count(*) > 1
