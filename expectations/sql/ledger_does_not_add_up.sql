-- Extracts whose rows or sen read (and corrected by hand) are not those accounted for: accepted, not a payment, quarantined, duplicate (and furniture rows).
select strftime(period, '%Y-%m') || ' ' || sender_code as cell
from {batch}
where rows_read is distinct from accepted + not_a_payment + quarantined + duplicate + furniture
    or amount_read_sen + amount_corrected_sen is distinct from
        amount_accepted_sen + amount_not_a_payment_sen + amount_quarantined_sen + amount_duplicate_sen
