insert into meta.ledger
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
    rupiah(amount_read_sen),
    rupiah(amount_corrected_sen),
    rupiah(amount_accepted_sen),
    rupiah(amount_not_a_payment_sen),
    rupiah(amount_quarantined_sen),
    rupiah(amount_duplicate_sen),
    amount_unreadable_rows,
    codes,
    payment_months,
    evidence,
    coalesce(contract, 'claims'),
    rupiah(participants_read_hundredths),
    rupiah(participants_accepted_hundredths),
    rupiah(participants_quarantined_hundredths),
    rupiah(participants_duplicate_hundredths)
from incoming_ledger
order by period, sender_code, part_id;
