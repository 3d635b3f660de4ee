-- The figures this publication changes in months the one before already showed; a row that comes or goes counts as a change.
insert into meta.revision
with figure as (
    select 'new' as side, period, benefit_type_code, measure, amount
    from (
        select period, benefit_type_code,
            cast(claim_count as decimal(18, 2)) as claim_count,
            cast(payment_count as decimal(18, 2)) as payment_count,
            cast(participant_count as decimal(18, 2)) as participant_count,
            amount_paid_idr
        from mart.claims_by_benefit_month
        where period in (select period from previous.mart.claims_by_benefit_month)
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
        from previous.mart.claims_by_benefit_month
    )
    unpivot include nulls (amount for measure in (claim_count, payment_count, participant_count, amount_paid_idr))
)
select
    $number,
    period,
    benefit_type_code,
    measure,
    max(amount) filter (side = 'old') as old_value,
    max(amount) filter (side = 'new') as new_value
from figure
group by period, benefit_type_code, measure
having old_value is distinct from new_value
order by period, benefit_type_code, measure;
