-- Quarters, years so far, windows and the total whose distinct claims or participants are fewer than in one of their months' cells, or more
-- than all of them together: summed from a finer grain, or counted from other lines.
with shown as (
    select
        *,
        case span
            when 'year_to_date' then date_trunc('year', period)
            when 'rolling_12_months' then period - interval 11 months
            else period
        end as first_month,
        case span when 'quarter' then period + interval 2 months else period end as last_month
    from {batch}
    where breakdown = 'nation' and (total_code is null or total_code = 'ALL')
)
select strftime(r.period, '%Y-%m') || ' ' || r.span || ' ' || coalesce(r.benefit_type_code, r.total_code) as cell
from shown as r
inner join mart.claims_by_benefit_month as m
    on m.period between r.first_month and r.last_month
    and (m.benefit_type_code = r.benefit_type_code or r.total_code = 'ALL')
group by r.span, r.period, r.benefit_type_code, r.total_code
having any_value(r.claim_count) not between coalesce(max(m.claim_count), 0) and coalesce(sum(m.claim_count), 0)
    or any_value(r.participant_count) not between coalesce(max(m.participant_count), 0) and coalesce(sum(m.participant_count), 0)
