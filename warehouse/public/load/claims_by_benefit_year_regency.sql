-- The cells as they stand, with names and the average.
insert into mart.claims_by_benefit_year_regency
select
    v.period,
    v.benefit_type_code,
    b.name_id,
    b.name_en,
    nullif(v.regency_code, ''),
    r.regency_name,
    v.claim_count,
    v.amount_paid_idr,
    average_per_claim(v.amount_paid_idr, v.claim_count),
    v.mark,
    v.shown_since_publication,
    n.is_provisional,
    n.lacks_senders
from mart.claims_vintages as v
left join incoming_benefit_types as b on b.benefit_type_code = v.benefit_type_code
left join incoming_regions as r on r.regency_code = v.regency_code
left join public_span as n on n.span = 'year' and n.period = v.period
where v.table_name = 'claims_by_benefit_year_regency' and v.publication_to is null
order by all;
