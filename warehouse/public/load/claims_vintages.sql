-- In one order, so that equal figures make equal files.
insert into mart.claims_vintages
select
    table_name,
    period,
    benefit_type_code,
    regency_code,
    segment_code,
    claim_count,
    cast(rupiah(amount_paid_sen) as decimal(18, 2)),
    mark,
    shown_since_publication,
    publication_from,
    publication_to
from incoming_vintages
order by table_name, period, benefit_type_code, regency_code, segment_code, publication_from;
