-- Senders of whose accepted lines more than $share were paid in other months than the extract's.
select strftime(period, '%Y-%m') || ' ' || sender_code as cell
from {batch}
where is_new and accepted >= $min_lines and accepted - own_lines > $share * accepted
