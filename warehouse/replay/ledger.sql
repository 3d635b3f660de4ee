-- Publications made before there were several kinds of extract have no columns for them: all are of claims.
with known as (
    select * from meta.ledger
    union all by name
    select
        cast(null as varchar)        as contract,
        cast(null as decimal(20, 2)) as participants_read,
        cast(null as decimal(20, 2)) as participants_accepted,
        cast(null as decimal(20, 2)) as participants_quarantined,
        cast(null as decimal(20, 2)) as participants_duplicate
    where false
)
select
    part_id, sender_code, period, rows_read, accepted, not_a_payment, quarantined, duplicate, furniture,
    cast(amount_read_idr * 100 as bigint)          as amount_read_sen,
    cast((                                         -- publications made before there were corrections have no column for it
        amount_accepted_idr + amount_not_a_payment_idr + amount_quarantined_idr + amount_duplicate_idr - amount_read_idr
    ) * 100 as bigint)                             as amount_corrected_sen,
    cast(amount_accepted_idr * 100 as bigint)      as amount_accepted_sen,
    cast(amount_not_a_payment_idr * 100 as bigint) as amount_not_a_payment_sen,
    cast(amount_quarantined_idr * 100 as bigint)   as amount_quarantined_sen,
    cast(amount_duplicate_idr * 100 as bigint)     as amount_duplicate_sen,
    amount_unreadable_rows, codes, payment_months, evidence,
    coalesce(contract, 'claims')                   as contract,
    cast(participants_read * 100 as bigint)        as participants_read_hundredths,
    cast(participants_accepted * 100 as bigint)    as participants_accepted_hundredths,
    cast(participants_quarantined * 100 as bigint) as participants_quarantined_hundredths,
    cast(participants_duplicate * 100 as bigint)   as participants_duplicate_hundredths
from known;
