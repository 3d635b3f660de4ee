select 1 from duckdb_views() where database_name = current_database() and schema_name = 'meta' and view_name = 'revision_cause';
