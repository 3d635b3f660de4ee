select 1 from {{ ref('accepted') }} where (payment_type in ('original', 'reissue') and sen <= 0) or (payment_type = 'reversal' and sen >= 0) or (payment_type = 'correction' and sen = 0)
