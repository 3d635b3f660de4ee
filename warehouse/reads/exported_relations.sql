-- What an export shows of the file attached as `published`: every mart, and what is needed to read them.
select schema_name, table_name
from (
    select database_name, schema_name, table_name from duckdb_tables()
    union all
    select database_name, schema_name, view_name from duckdb_views() where not internal
)
where database_name = 'published'
  and (schema_name = 'mart' or (schema_name = 'meta' and table_name in ('dictionary', 'publication', 'suppression')))
order by schema_name, table_name;
