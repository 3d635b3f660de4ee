-- How whole and how mature each payment month shown is.
select distinct period, senders_expected, senders_received, maturity
from mart.claims_by_benefit_month
order by period;
