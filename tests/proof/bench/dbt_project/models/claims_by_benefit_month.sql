select payment_month as period, benefit_type, {{ measures() }} from {{ ref('effective') }} group by 1, 2
