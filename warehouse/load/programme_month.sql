insert into mart.claims_by_programme_month
select
    period,
    f.programme_code,
    benefit_type_code,
    b.name_id,
    f.benefit_component_code,
    f.claim_count,
    f.payment_count,
    f.participant_count,
    rupiah(f.amount_paid_sen),
    m.senders_expected,
    m.senders_received,
    m.maturity
from incoming_programme_month as f
inner join month_state as m using (period)
inner join incoming_benefit_types as b using (benefit_type_code)
order by period, f.programme_code, benefit_type_code, f.benefit_component_code;
