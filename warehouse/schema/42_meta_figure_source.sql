-- Grain: one row per mart x span x period of the marts that grow with the history. What has the same source and state as in the publication
-- before is the same, and is taken over from its file with its hash.
create table meta.figure_source (
    mart       varchar  not null,
    span       varchar  not null,
    period     date     not null,
    source_id  varchar,
    state      varchar  not null,
    hash       varchar
);

comment on table meta.figure_source is
'What the figures of each month, year or window were made from, in the marts that grow with the history. The next publication takes over what has the same source and state, instead of making it again.';
comment on column meta.figure_source.mart is 'Name of the table';
comment on column meta.figure_source.span is 'month, quarter, year, year_to_date or rolling_12_months';
comment on column meta.figure_source.period is 'First day of the month (for year_to_date and rolling_12_months the last one), quarter or year';
comment on column meta.figure_source.source_id is 'Id of what was counted: made from the ids of the parts, of which of their lines do not count, and of the code (SHA-256, hexadecimal); NULL = not known, made again by the next publication';
comment on column meta.figure_source.state is 'What else shapes the rows: senders expected and received, maturity, months included (JSON)';
comment on column meta.figure_source.hash is 'SHA-256 over the sorted rows (hexadecimal), as in the content hash; NULL where there is no row';

create table meta.file_origin (
    release_id       varchar  not null,
    names_id         varchar  not null,
    publications_on  bigint   not null,
    column_count     bigint   not null
);

comment on table meta.file_origin is 'How this file was made; one row.';
comment on column meta.file_origin.release_id is 'Id of the statements and tables of the program that wrote it (SHA-256, hexadecimal)';
comment on column meta.file_origin.names_id is 'Id of the tables of names that stand in the marts (SHA-256, hexadecimal)';
comment on column meta.file_origin.publications_on is 'Publications since a file was written from the beginning; 0 = this one was. The others take over from the file before what has not changed';
comment on column meta.file_origin.column_count is 'Columns of the tables and views of this file (columns); a file of which somebody dropped any is not taken over';
