select
    release_id,
    names_id,
    publications_on,
    column_count = (select count(*) from duckdb_columns() where database_name = current_database()) as is_whole
from meta.file_origin;
