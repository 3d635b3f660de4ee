-- Branches whose payments come to far fewer claims, or far fewer participants, than usual: under $share of the usual ratio.
select strftime(period, '%Y-%m') || ' ' || coalesce(branch_code, 'no branch') as cell
from {batch}
where is_changed
    and months_of_history >= $min_months
    and payment_count >= $min_payments
    and (claims_share < $share * usual_claims_share or participants_share < $share * usual_participants_share)
