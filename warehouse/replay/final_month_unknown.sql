-- A publication made before there was a final view has none: what each cell would show is not known.
select
    period, benefit_type_code,
    cast(null as bigint) as claim_count,
    cast(null as bigint) as payment_count,
    cast(null as bigint) as participant_count,
    cast(null as bigint) as amount_paid_sen,
    cast(null as bigint) as moved_in_sen,
    cast(null as bigint) as moved_out_sen
from mart.claims_by_benefit_month;
