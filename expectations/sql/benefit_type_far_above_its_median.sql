-- Benefit types of a month with more than $times times the payments of their median month.
select strftime(period, '%Y-%m') || ' ' || benefit_type_code as cell
from {batch}
where is_changed
    and months_of_history >= $min_months
    and median_payment_count_12m >= $min_payments
    and payment_count > $times * median_payment_count_12m
