-- How settled each month of the public file is, and how many of its expected senders are in. A file of an earlier release does not tell.
with cells as (
    select cast(null as bigint) as senders_expected, cast(null as bigint) as senders_received, cast(null as varchar) as maturity where false
    union all by name
    select * from mart.claims_by_benefit_month
)
select
    period, coalesce(any_value(maturity), '') as maturity, any_value(senders_expected) as senders_expected,
    any_value(senders_received) as senders_received
from cells
group by period
order by period;
