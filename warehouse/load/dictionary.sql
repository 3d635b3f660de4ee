-- The comments as rows, for tools that do not show comments; columns in the order of their table.
insert into meta.dictionary
with entry as (
    select schema_name, table_name, 0 as place, cast(null as varchar) as column_name, 'table' as data_type, comment
    from duckdb_tables()
    where database_name = current_database()
    union all
    select schema_name, view_name, 0, null, 'view', comment
    from duckdb_views()
    where database_name = current_database()
    union all
    select schema_name, function_name, 0, null, 'table macro', comment
    from duckdb_functions()
    where database_name = current_database()
    union all
    select schema_name, table_name, column_index, column_name, data_type, comment
    from duckdb_columns()
    where database_name = current_database()
)
select e.schema_name, e.table_name, e.column_name, e.data_type, e.comment, d.description_id, d.unit, d.additivity
from entry as e
left join incoming_descriptions as d
    on e.schema_name = 'mart' and d.table_name = e.table_name and d.column_name is not distinct from e.column_name
where e.schema_name in ('mart', 'meta')
order by e.schema_name, e.table_name, e.place;
