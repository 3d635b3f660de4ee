-- One row per extract's ledger, amounts in sen again as the checks know them. $part_ids NULL = all.
create table audit.ledger as
select
    part_id,
    sender_code,
    period,
    rows_read,
    accepted,
    not_a_payment,
    quarantined,
    duplicate,
    furniture,
    cast(amount_read_idr * 100 as bigint)          as amount_read_sen,
    cast(amount_corrected_idr * 100 as bigint)     as amount_corrected_sen,
    cast(amount_accepted_idr * 100 as bigint)      as amount_accepted_sen,
    cast(amount_not_a_payment_idr * 100 as bigint) as amount_not_a_payment_sen,
    cast(amount_quarantined_idr * 100 as bigint)   as amount_quarantined_sen,
    cast(amount_duplicate_idr * 100 as bigint)     as amount_duplicate_sen,
    amount_unreadable_rows,
    rows_read = accepted + not_a_payment + quarantined + duplicate + furniture
        and amount_read_idr + amount_corrected_idr
            = amount_accepted_idr + amount_not_a_payment_idr + amount_quarantined_idr + amount_duplicate_idr
        and coalesce(participants_read = participants_accepted + participants_quarantined + participants_duplicate, contract = 'claims')
        as is_balanced
from meta.ledger
where $part_ids is null or list_contains(cast($part_ids as varchar[]), part_id)
order by period, sender_code, part_id;
