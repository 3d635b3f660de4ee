-- Before the marts are filled: whatever a file taken over holds of what is made again. In a new file there is nothing.
delete from mart.claims_by_benefit_month_region
where period in (select period from fresh where mart = 'claims_by_benefit_month_region');
delete from mart.claims_by_benefit_month_region_vintages
where period in (select period from fresh where mart = 'claims_by_benefit_month_region');
delete from mart.claims_year_to_date
where period in (select period from fresh where mart = 'claims_year_to_date');
delete from meta.claims_rollup
where period in (select period from fresh where mart = 'claims_rollup')
    and (span, period) in (select (span, period) from fresh where mart = 'claims_rollup');
delete from mart.claims_by_benefit_month;
delete from mart.claims_by_programme_month;
delete from mart.claims_final_by_benefit_month;
delete from mart.claims_lag_triangle;
delete from mart.claims_completion;
delete from mart.coverage_by_region_month;
delete from mart.vulnerable_workers_by_source_month;
delete from mart.claims_by_benefit_month_vintages;
delete from mart.coverage_by_region_month_vintages;
delete from mart.dim_calendar;
delete from meta.benefit_type;
delete from meta.regency;
delete from meta.code;
delete from meta.estimate_rule;
delete from meta.extract;
delete from meta.ledger;
delete from meta.cause;
