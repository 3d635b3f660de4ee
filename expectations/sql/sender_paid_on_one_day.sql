-- Senders of whose lines more than $share were paid on one day.
select strftime(period, '%Y-%m') || ' ' || sender_code as cell
from {batch}
where is_new and own_lines >= $min_lines and busiest_day_lines > $share * own_lines
