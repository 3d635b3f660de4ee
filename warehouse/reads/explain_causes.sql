-- Why the figures of one payment month changed after publication $first, up to publication $last: by cause, sender and file, the biggest
-- first. A month's first figures have the cause first_published; those of publications made before causes were recorded, not_recorded.
with told as (
    select benefit_type_code, measure, cause, sender_code, file_name, sha256, difference
    from meta.revision_cause
    where period = $period and publication > $first and publication <= $last
    union all
    select benefit_type_code, measure, 'not_recorded', null, null, null, coalesce(new_value, 0) - coalesce(old_value, 0)
    from meta.revision
    where period = $period and publication > $first and publication <= $last and causes is null
    union all
    select benefit_type_code, measure, 'first_published', null, null, null, difference
    from (
        select benefit_type_code,
            cast(claim_count as decimal(18, 2)) as claim_count,
            cast(payment_count as decimal(18, 2)) as payment_count,
            cast(participant_count as decimal(18, 2)) as participant_count,
            amount_paid_idr
        from mart.claims_by_benefit_month_vintages as v
        join meta.publication as p
            on v.publication_from <= p.publication and coalesce(v.publication_to >= p.publication, true)
        where v.period = $period and p.publication > $first and p.publication <= $last
          and not exists (
              select 1 from mart.claims_by_benefit_month_vintages as before
              where before.period = $period
                and before.publication_from <= p.previous_publication
                and coalesce(before.publication_to >= p.previous_publication, true)
          )
    )
    unpivot (difference for measure in (claim_count, payment_count, participant_count, amount_paid_idr))
)
select benefit_type_code, measure, cause, sender_code, file_name, sha256, sum(difference) as difference
from told
where benefit_type_code = coalesce($benefit_type, benefit_type_code)
group by benefit_type_code, measure, cause, sender_code, file_name, sha256
having sum(difference) <> 0
order by benefit_type_code, measure, abs(sum(difference)) desc, cause, sender_code, file_name, sha256;
