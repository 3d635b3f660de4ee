-- The payment months that any publication ever showed.
select distinct period from mart.claims_by_benefit_month_vintages order by period;
