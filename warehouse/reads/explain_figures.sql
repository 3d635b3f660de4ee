-- The figures of one payment month as publication $first and as publication $last showed them; a row per benefit type and measure.
with shown as (
    select period, benefit_type_code, publication_from, publication_to,
        cast(claim_count as decimal(18, 2)) as claim_count,
        cast(payment_count as decimal(18, 2)) as payment_count,
        cast(participant_count as decimal(18, 2)) as participant_count,
        amount_paid_idr
    from mart.claims_by_benefit_month_vintages
    where period = $period and benefit_type_code = coalesce($benefit_type, benefit_type_code)
),
figure as (
    from shown unpivot include nulls (amount for measure in (claim_count, payment_count, participant_count, amount_paid_idr))
)
select
    benefit_type_code,
    measure,
    max(amount) filter (publication_from <= $first and coalesce(publication_to >= $first, true)) as old_value,
    max(amount) filter (publication_from <= $last and coalesce(publication_to >= $last, true)) as new_value
from figure
group by benefit_type_code, measure
order by benefit_type_code, measure;
