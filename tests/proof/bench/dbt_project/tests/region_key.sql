select 1 from {{ ref('claims_by_benefit_month_region') }} group by period, benefit_type, segment, branch, regency having count(*) > 1
