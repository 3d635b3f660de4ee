-- Row by row as text, in one order.
select sha256(coalesce(string_agg(row_text, chr(10) order by row_text), ''))
from (
    select
        concat_ws(
            '|',
            table_name,
            period,
            benefit_type_code,
            regency_code,
            segment_code,
            coalesce(cast(claim_count as varchar), '-'),
            coalesce(cast(amount_paid_idr as varchar), '-'),
            mark,
            coalesce(cast(shown_since_publication as varchar), '-'),
            publication_from,
            coalesce(cast(publication_to as varchar), '-')
        ) as row_text
    from mart.claims_vintages
);
