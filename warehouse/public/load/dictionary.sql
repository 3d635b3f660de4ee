insert into meta.dictionary
with entry as (
    select schema_name, table_name, 0 as place, cast(null as varchar) as column_name, 'table' as data_type, comment
    from duckdb_tables()
    where database_name = current_database()
    union all
    select schema_name, table_name, column_index, column_name, data_type, comment
    from duckdb_columns()
    where database_name = current_database()
)
select schema_name, table_name, column_name, data_type, comment
from entry
where schema_name in ('mart', 'meta')
order by schema_name, table_name, place;
