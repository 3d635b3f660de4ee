-- Every benefit type valid in a published month has a cell; lines of another are not lost.
insert into mart.claims_by_benefit_month
with cell as (
    select m.period, b.benefit_type_code
    from month_state as m
    inner join incoming_benefit_types as b on b.valid_from < m.period + interval 1 month
    union
    select period, benefit_type_code from incoming_benefit_month
)
select
    period,
    benefit_type_code,
    b.name_id,
    coalesce(f.claim_count, m.figure_without_lines),
    coalesce(f.payment_count, m.figure_without_lines),
    coalesce(f.participant_count, m.figure_without_lines),
    rupiah(coalesce(f.amount_paid_sen, m.figure_without_lines)),
    m.senders_expected,
    m.senders_received,
    m.maturity
from cell
inner join month_state as m using (period)
inner join incoming_benefit_types as b using (benefit_type_code)
left join incoming_benefit_month as f using (period, benefit_type_code)
order by period, benefit_type_code;
