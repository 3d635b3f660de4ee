-- Months in which the average payment of $benefit_type lies outside its band, from $min_payments payments on.
select strftime(period, '%Y-%m') || ' ' || benefit_type_code as cell
from {batch}
where is_changed
    and benefit_type_code = $benefit_type
    and payment_count >= $min_payments
    and average_paid_idr not between $min_average_idr and $max_average_idr
