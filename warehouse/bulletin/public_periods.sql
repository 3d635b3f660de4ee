-- The payment months that the public file shows.
select distinct period from mart.claims_by_benefit_month order by period;
