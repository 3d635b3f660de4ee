select payment_month as period, programme, benefit_type, component, {{ measures() }} from {{ ref('effective') }} group by 1, 2, 3, 4
