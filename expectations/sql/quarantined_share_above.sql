-- Extracts of whose lines (all rows but furniture) more than $share are set aside.
select strftime(period, '%Y-%m') || ' ' || sender_code as cell
from {batch}
where quarantined > $share * (rows_read - furniture)
