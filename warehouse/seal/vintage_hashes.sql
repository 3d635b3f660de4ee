-- What publications opened and closed in the vintages: a SHA-256 over the sorted rows of each payment month, then over those, so that
-- memory stays that of one month. A row that was closed later is hashed without its end where it was opened. $number: the rows this
-- publication opened, and closed by ending them at $previous_number; both NULL = those of all publications.
with entry as (
    select 'benefit_month opened' as what, publication_from as publication, period,
        cast(json_array(
            benefit_type_code, benefit_type_name,
            claim_count, payment_count, participant_count, cast(amount_paid_idr as varchar),
            senders_expected, senders_received, maturity
        ) as varchar) as entry
    from mart.claims_by_benefit_month_vintages
    where publication_from = coalesce($number, publication_from)
    union all
    select 'benefit_month closed', publication_to, period,
        cast(json_array(
            benefit_type_code, benefit_type_name,
            claim_count, payment_count, participant_count, cast(amount_paid_idr as varchar),
            senders_expected, senders_received, maturity, publication_from
        ) as varchar)
    from mart.claims_by_benefit_month_vintages
    where publication_to = coalesce($previous_number, publication_to)
    union all
    select 'region_month opened', publication_from, period,
        cast(json_array(
            benefit_type_code, segment_code, branch_code, regency_code,
            claim_count, payment_count, participant_count, cast(amount_paid_idr as varchar)
        ) as varchar)
    from mart.claims_by_benefit_month_region_vintages
    where publication_from = coalesce($number, publication_from)
    union all
    select 'region_month closed', publication_to, period,
        cast(json_array(
            benefit_type_code, segment_code, branch_code, regency_code,
            claim_count, payment_count, participant_count, cast(amount_paid_idr as varchar), publication_from
        ) as varchar)
    from mart.claims_by_benefit_month_region_vintages
    where publication_to = coalesce($previous_number, publication_to)
),
month_hash as (
    select what, publication, period, sha256(string_agg(entry, chr(10) order by entry)) as hash
    from entry
    group by what, publication, period
)
select what, publication, sha256(string_agg(concat(period, ' ', hash), chr(10) order by period))
from month_hash
group by what, publication;
