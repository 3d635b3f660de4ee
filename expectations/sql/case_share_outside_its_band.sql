-- Months in which the share of $benefit_type in all claims lies outside its band, from $min_claims claims on.
with months as (
    select
        period,
        sum(claim_count) as claims,
        sum(claim_count) filter (where benefit_type_code = $benefit_type) as own_claims,
        bool_or(is_changed) as is_changed
    from {batch}
    group by period
)
select strftime(period, '%Y-%m') || ' ' || $benefit_type as cell
from months
where is_changed
    and claims >= $min_claims
    and coalesce(own_claims, 0) not between $min_share * claims and $max_share * claims
