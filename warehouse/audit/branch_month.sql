-- Claims, payments and participants of each branch by month, and how many payments come to one claim or participant, beside the median
-- of the twelve months before. Grain: one row per published month x branch.
create table audit.branch_month as
select
    r.period,
    r.place_code as branch_code,
    m.is_changed,
    r.claim_count,
    r.payment_count,
    r.participant_count,
    r.claim_count / nullif(r.payment_count, 0) as claims_share,
    r.participant_count / nullif(r.payment_count, 0) as participants_share,
    median(r.claim_count / nullif(r.payment_count, 0)) over year_before as usual_claims_share,
    median(r.participant_count / nullif(r.payment_count, 0)) over year_before as usual_participants_share,
    count(*) over year_before as months_of_history
from meta.claims_rollup as r
inner join (select period, bool_or(is_changed) as is_changed from audit.month group by period) as m using (period)
where r.span = 'month' and r.breakdown = 'branch' and r.total_code = 'ALL'
window year_before as (
    partition by r.place_code order by r.period
    range between interval 12 months preceding and interval 1 month preceding
)
order by r.period, r.place_code;
