-- Grain: one row per table, view, macro and column of mart and meta. Filled from the comments themselves (load/dictionary.sql).
create table meta.dictionary (
    schema_name  varchar  not null,
    table_name   varchar  not null,
    column_name  varchar,
    data_type    varchar  not null,
    description  varchar,
    description_id varchar,
    unit         varchar,
    additivity   varchar
);

comment on table meta.dictionary is 'Meaning and unit of every table and column of this file, for tools that do not show comments.';
comment on column meta.dictionary.schema_name is 'Schema: mart = figures, meta = the record';
comment on column meta.dictionary.table_name is 'Table, view or table macro';
comment on column meta.dictionary.column_name is 'Column; NULL where the row describes the table itself';
comment on column meta.dictionary.data_type is 'Type of the column; table, view or table macro where the row describes one';
comment on column meta.dictionary.description is 'Meaning; of a measure of mart also its unit and how it may be added up';
comment on column meta.dictionary.description_id is 'The same in Indonesian; NULL where it is only in English';
comment on column meta.dictionary.unit is 'Unit of a measure of mart; NULL where the row describes none';
comment on column meta.dictionary.additivity is
'How rows of a measure of mart may be added up: additive, cumulative, vintage, stock, distinct, change, ratio, repeated or estimate, in words at the end of its description; NULL where the row describes none. Over months only additive ones may be summed, and vintage ones of one publication';
