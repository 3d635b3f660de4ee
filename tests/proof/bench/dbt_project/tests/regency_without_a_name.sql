select 1 from {{ ref('claims_by_benefit_month_region') }} where regency is not null and regency_name is null
