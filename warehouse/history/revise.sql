-- The figures this publication changes in months that were published before, and why; a row that comes or goes counts as a change.
-- A month that left and comes back is held against the figures that were last shown of it; one that stays away changes nothing.
insert into meta.revision by name
with last_shown as (
    select period, max(coalesce(publication_to, cast($previous_number as bigint))) as publication
    from previous.mart.claims_by_benefit_month_vintages
    group by period
),
figure as (
    select 'new' as side, period, benefit_type_code, measure, amount
    from (
        select period, benefit_type_code,
            cast(claim_count as decimal(18, 2)) as claim_count,
            cast(payment_count as decimal(18, 2)) as payment_count,
            cast(participant_count as decimal(18, 2)) as participant_count,
            amount_paid_idr
        from mart.claims_by_benefit_month
        where period in (select period from last_shown)
    )
    unpivot include nulls (amount for measure in (claim_count, payment_count, participant_count, amount_paid_idr))
    union all
    select 'old', period, benefit_type_code, measure, amount
    from (
        select period, benefit_type_code,
            cast(claim_count as decimal(18, 2)) as claim_count,
            cast(payment_count as decimal(18, 2)) as payment_count,
            cast(participant_count as decimal(18, 2)) as participant_count,
            amount_paid_idr
        from previous.mart.claims_by_benefit_month_vintages
        join last_shown using (period)
        where coalesce(publication_to, cast($previous_number as bigint)) = last_shown.publication
          and (publication_to is null or period in (select period from mart.claims_by_benefit_month))
    )
    unpivot include nulls (amount for measure in (claim_count, payment_count, participant_count, amount_paid_idr))
),
revised as (
    select
        period,
        benefit_type_code,
        measure,
        max(amount) filter (side = 'old') as old_value,
        max(amount) filter (side = 'new') as new_value
    from figure
    group by period, benefit_type_code, measure
    having old_value is distinct from new_value
),
caused as (
    select
        period, benefit_type_code, measure,
        list(
            {'cause': cause, 'sender_code': sender_code, 'file_name': file_name, 'sha256': sha256, 'difference': difference}
            order by abs(difference) desc, cause, sender_code, file_name, sha256
        ) as causes
    from booked
    where difference <> 0
    group by period, benefit_type_code, measure
)
select
    cast($number as bigint) as publication,
    period,
    benefit_type_code,
    measure,
    old_value,
    new_value,
    coalesce(new_value, 0) - coalesce(old_value, 0) as difference,
    case when $knows_causes then coalesce(causes, []) end as causes
from revised
left join caused using (period, benefit_type_code, measure)
order by period, benefit_type_code, measure;
