-- The figures by segment, branch and regency of one payment month that publications $first and $last showed otherwise.
with shown as (
    select benefit_type_code, segment_code, branch_code, regency_code,
        publication_from <= $first and coalesce(publication_to >= $first, true) as is_first,
        publication_from <= $last and coalesce(publication_to >= $last, true) as is_last,
        cast(claim_count as decimal(18, 2)) as claim_count,
        cast(payment_count as decimal(18, 2)) as payment_count,
        cast(participant_count as decimal(18, 2)) as participant_count,
        amount_paid_idr
    from mart.claims_by_benefit_month_region_vintages
    where period = $period and list_contains($benefit_types, benefit_type_code)
),
figure as (
    from shown unpivot include nulls (amount for measure in (claim_count, payment_count, participant_count, amount_paid_idr))
)
select
    benefit_type_code, segment_code, branch_code, regency_code, measure,
    max(amount) filter (is_first) as old_value,
    max(amount) filter (is_last) as new_value
from figure
group by benefit_type_code, segment_code, branch_code, regency_code, measure
having old_value is distinct from new_value
order by benefit_type_code, segment_code, branch_code, regency_code, measure;
