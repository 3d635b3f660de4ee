-- The publication this file is.
select publication, kind, published_at, release, first_period, last_period, period_count, maturity_months, waiting_rows, waiting_amount_idr
from meta.publication
order by publication desc
limit 1;
