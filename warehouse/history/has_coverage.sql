-- One row where the publication before has the mart.
select 1 from duckdb_tables()
where database_name = 'previous' and schema_name = 'mart' and table_name = 'coverage_by_region_month_vintages';
