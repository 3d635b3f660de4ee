-- Senders that paid nothing in the first or last $days days on which others paid, or on so many fewer days: the rows of some days are missing.
select strftime(period, '%Y-%m') || ' ' || sender_code as cell
from {batch}
where is_new
    and others > 0
    and own_lines >= $min_lines
    and (first_day - others_first_day >= $days or others_last_day - last_day >= $days or others_days - days >= $days + 1)
