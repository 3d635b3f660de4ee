-- The differences handed in, one row per measure, in its unit.
create temp view booked as
from (
    select
        period, benefit_type_code, cause, sender_code, file_name, sha256,
        cast(claim_count as decimal(18, 2)) as claim_count,
        cast(payment_count as decimal(18, 2)) as payment_count,
        cast(participant_count as decimal(18, 2)) as participant_count,
        cast(rupiah(amount_paid_sen) as decimal(18, 2)) as amount_paid_idr
    from incoming_changes
)
unpivot (difference for measure in (claim_count, payment_count, participant_count, amount_paid_idr));
