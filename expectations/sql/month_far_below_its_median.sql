-- Months with all senders in and fewer than $share times the payments of the median month, over the benefit types paid at all.
-- Judged as a whole: a small benefit type may well halve by chance. Months with little history or few payments are not judged,
-- nor are months this publication leaves as they were.
with months as (
    select
        period,
        sum(payment_count) as payments,
        sum(median_payment_count_12m) as median_payments,
        bool_and(coalesce(senders_received >= senders_expected, false)) as is_complete,
        bool_or(is_changed) as is_changed
    from {batch}
    where payment_count > 0 and months_of_history >= $min_months
    group by period
)
select strftime(period, '%Y-%m') as cell
from months
where is_changed and is_complete and median_payments >= $min_payments and payments < $share * median_payments
