-- The cells as they stand, with names and the average.
insert into mart.claims_by_segment_year
select
    v.period,
    nullif(v.segment_code, ''),
    s.segment_name,
    s.segment_name_en,
    v.claim_count,
    v.amount_paid_idr,
    case when v.claim_count > 0 then cast(round(cast(v.amount_paid_idr as decimal(38, 8)) / v.claim_count, 2) as decimal(18, 2)) end,
    v.mark,
    v.shown_since_publication
from mart.claims_vintages as v
left join incoming_segments as s on s.segment_code = v.segment_code
where v.table_name = 'claims_by_segment_year' and v.publication_to is null
order by all;
