-- Grain: a table and mark.
create table meta.suppression (
    table_name          varchar not null,
    mark                varchar not null,
    cell_count          bigint not null,
    cell_share_percent  decimal(9, 4) not null
);

comment on table meta.suppression is 'What protection costs, by table and mark. Not the money: the sum of suppressed cells would tell of them.';
comment on column meta.suppression.table_name is 'Table of schema mart';
comment on column meta.suppression.mark is 'shown, suppressed, held or not_reported';
comment on column meta.suppression.cell_count is 'Cells with this mark (cells)';
comment on column meta.suppression.cell_share_percent is 'Of all cells of the table (percent)';
