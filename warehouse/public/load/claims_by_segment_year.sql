-- The cells as they stand, with names and the average.
insert into mart.claims_by_segment_year
select
    v.period,
    nullif(v.segment_code, ''),
    s.segment_name,
    s.segment_name_en,
    v.claim_count,
    v.amount_paid_idr,
    average_per_claim(v.amount_paid_idr, v.claim_count),
    v.mark,
    v.shown_since_publication,
    n.is_provisional,
    n.lacks_senders
from mart.claims_vintages as v
left join incoming_segments as s on s.segment_code = v.segment_code
left join public_span as n on n.span = 'year' and n.period = v.period
where v.table_name = 'claims_by_segment_year' and v.publication_to is null
order by all;
