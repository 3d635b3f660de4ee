select 1 from {{ ref('accepted') }} where payment_date not between date '2015-07-01' and (select last_day(max(extract_period)) from {{ ref('ledger') }})
