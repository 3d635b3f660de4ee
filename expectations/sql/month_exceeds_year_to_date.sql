-- Months and benefit types with more claims, payments or participants than January to that month has nationally.
with by_benefit as (select period, benefit_type_code, claim_count, payment_count, participant_count from {batch})
select strftime(period, '%Y-%m') || ' ' || benefit_type_code as cell
from by_benefit
left join (from mart.claims_year_to_date where scope = 'national') as year_to_date using (period, benefit_type_code)
where by_benefit.claim_count > coalesce(year_to_date.claim_count, 0)
    or by_benefit.payment_count > coalesce(year_to_date.payment_count, 0)
    or by_benefit.participant_count > coalesce(year_to_date.participant_count, 0)
