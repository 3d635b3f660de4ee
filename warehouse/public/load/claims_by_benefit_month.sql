-- The cells as they stand, with names and the average.
insert into mart.claims_by_benefit_month
select
    v.period,
    v.benefit_type_code,
    b.name_id,
    b.name_en,
    v.claim_count,
    v.amount_paid_idr,
    average_per_claim(v.amount_paid_idr, v.claim_count),
    v.mark,
    v.shown_since_publication,
    m.senders_expected,
    m.senders_received,
    m.maturity
from mart.claims_vintages as v
left join incoming_benefit_types as b on b.benefit_type_code = v.benefit_type_code
left join incoming_months as m on m.period = v.period
where v.table_name = 'claims_by_benefit_month' and v.publication_to is null
order by all;
