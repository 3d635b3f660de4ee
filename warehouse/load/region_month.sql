insert into mart.claims_by_benefit_month_region
select
    period,
    benefit_type_code,
    b.name_id,
    f.segment_code,
    f.branch_code,
    regency_code,
    r.regency_name,
    f.claim_count,
    f.payment_count,
    f.participant_count,
    rupiah(f.amount_paid_sen),
    m.senders_expected,
    m.senders_received,
    m.maturity
from incoming_region_month as f
inner join month_state as m using (period)
inner join incoming_benefit_types as b using (benefit_type_code)
left join incoming_regions as r using (regency_code)
order by period, benefit_type_code, f.segment_code, f.branch_code, regency_code;
