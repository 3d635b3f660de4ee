-- Cells by month and benefit type of which publication $since showed another figure than this file. One that is held, or held no more,
-- with the same figure is none of them: nothing that was told has changed.
select
    n.period, n.benefit_type_code, b.mark as mark_before, b.claim_count as claims_before, b.amount_paid_idr as amount_before,
    n.mark, n.claim_count, n.amount_paid_idr
from mart.claims_vintages as n
join mart.claims_vintages as b
    on b.table_name = n.table_name and b.period = n.period and b.benefit_type_code = n.benefit_type_code
    and b.regency_code = n.regency_code and b.segment_code = n.segment_code
    and b.publication_from <= $since and coalesce(b.publication_to >= $since, true)
where n.table_name = 'claims_by_benefit_month' and n.publication_to is null
  and (n.claim_count, n.amount_paid_idr) is distinct from (b.claim_count, b.amount_paid_idr)
order by n.period, n.benefit_type_code;
