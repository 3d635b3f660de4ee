-- The candidate's months with the history they are judged against: the twelve calendar months before, as far as published.
-- is_changed: a measure is not what the publication before showed, or that one did not show the month.
-- participant_null_share is that of the new lines; NULL where a month has none.
create table audit.month as
with new_line as (
    select
        payment_month as period,
        benefit_type_code,
        count(*) filter (participant_key is null) / count(*) as participant_null_share
    from audit.lines
    group by payment_month, benefit_type_code
)
select
    m.period,
    m.benefit_type_code,
    m.claim_count,
    m.payment_count,
    m.participant_count,
    m.amount_paid_idr,
    cast(m.amount_paid_idr as double) / nullif(m.payment_count, 0) as average_paid_idr,
    median(m.payment_count) over year_before as median_payment_count_12m,
    count(m.payment_count) over year_before as months_of_history,
    n.participant_null_share,
    m.senders_expected,
    m.senders_received,
    m.maturity,
    exists (
        from meta.revision as r
        where r.publication = $number and r.period = m.period and r.benefit_type_code = m.benefit_type_code
    )
    or not exists (
        from mart.claims_by_benefit_month_vintages as v
        where v.period = m.period
          and v.publication_from < $number
          and coalesce(v.publication_to >= $previous_number, true)
    ) as is_changed
from mart.claims_by_benefit_month as m
left join new_line as n using (period, benefit_type_code)
window year_before as (
    partition by benefit_type_code order by period
    range between interval 12 months preceding and interval 1 month preceding
)
order by period, benefit_type_code;
