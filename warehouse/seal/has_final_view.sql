-- Whether this publication was made with a final view.
select count(*) > 0 from duckdb_tables()
where database_name = current_database() and schema_name = 'mart' and table_name = 'claims_final_by_benefit_month';
