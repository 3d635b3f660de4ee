select 1 from {{ ref('claims_by_programme_month') }} group by period, programme, benefit_type, component having count(*) > 1
