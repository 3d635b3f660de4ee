-- Lines whose payment month is not the first day of the month they were paid in.
-- Subtracting days keeps the date a date: a third of the work of date_trunc.
select 1
from {batch}
where payment_month is distinct from payment_date - cast(day(payment_date) - 1 as integer)
