-- Grain: a table or column.
create table meta.dictionary (
    schema_name  varchar not null,
    table_name   varchar not null,
    column_name  varchar,
    data_type    varchar not null,
    description  varchar
);

comment on table meta.dictionary is 'Meaning and unit of every table and column of this file, for tools that do not show comments.';
comment on column meta.dictionary.schema_name is 'Schema: mart = figures, meta = the record';
comment on column meta.dictionary.table_name is 'Table';
comment on column meta.dictionary.column_name is 'Column; NULL where the row describes the table itself';
comment on column meta.dictionary.data_type is 'Type of the column, or table';
comment on column meta.dictionary.description is 'Meaning and unit';
