-- Extracts that end where a spreadsheet does: 65,536 or 1,048,576 rows, give or take a header.
select strftime(period, '%Y-%m') || ' ' || sender_code as cell
from {batch}
where rows_read between 65_534 and 65_536 or rows_read between 1_048_574 and 1_048_576
