-- How settled each month from $first to $last is.
select period, any_value(maturity) as maturity, any_value(senders_expected) as senders_expected, any_value(senders_received) as senders_received
from mart.claims_monthly
where period between $first and $last
group by period
order by period;
