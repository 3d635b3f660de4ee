select 1 from {{ ref('accepted') }} where payment_month is distinct from payment_date - (day(payment_date) - 1)::integer
