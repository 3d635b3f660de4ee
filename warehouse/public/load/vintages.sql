-- What public files showed up to now, amounts in sen.
select
    table_name,
    period,
    benefit_type_code,
    regency_code,
    segment_code,
    mark,
    claim_count,
    cast(cast(amount_paid_idr as decimal(38, 2)) * 100 as bigint) as amount_paid_sen,
    shown_since_publication,
    publication_from,
    publication_to
from mart.claims_vintages;
