-- Branches' regencies that lost nearly all of their payments (under $share of a mean of $min_payments or more), or have so many out of nothing.
select strftime(period, '%Y-%m') || ' ' || coalesce(branch_code, 'no branch') || ' ' || coalesce(regency_code, 'no regency') as cell
from {batch}
where is_changed
    and months_of_history >= $min_months
    and (
        (usual_payments >= $min_payments and payments < $share * usual_payments)
        or (payments >= $min_payments and usual_payments < $share * payments)
    )
