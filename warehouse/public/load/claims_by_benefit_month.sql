-- The cells as they stand, with names and the average.
insert into mart.claims_by_benefit_month
select
    v.period,
    v.benefit_type_code,
    b.name_id,
    b.name_en,
    v.claim_count,
    v.amount_paid_idr,
    case when v.claim_count > 0 then cast(round(cast(v.amount_paid_idr as decimal(38, 8)) / v.claim_count, 2) as decimal(18, 2)) end,
    v.mark,
    v.shown_since_publication
from mart.claims_vintages as v
left join incoming_benefit_types as b on b.benefit_type_code = v.benefit_type_code
where v.table_name = 'claims_by_benefit_month' and v.publication_to is null
order by all;
