-- Extracts of whose lines (all rows but furniture) more than $share are exact repeats.
select strftime(period, '%Y-%m') || ' ' || sender_code as cell
from {batch}
where duplicate > $share * (rows_read - furniture)
