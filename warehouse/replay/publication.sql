-- Where the accepted lines of this file's own publication went, and the age from which its months were final.
select
    maturity_months,
    accepted_rows, effective_rows, duplicate_rows, superseded_rows, waiting_rows,
    cast(accepted_amount_idr * 100 as bigint),
    cast(effective_amount_idr * 100 as bigint),
    cast(duplicate_amount_idr * 100 as bigint),
    cast(superseded_amount_idr * 100 as bigint),
    cast(waiting_amount_idr * 100 as bigint)
from meta.publication
order by publication desc
limit 1;
