-- Grain: one row per code of a programme, membership segment, branch office or named total; the dim_ views show them.
create table meta.code (
    kind        varchar  not null check (kind in ('programme', 'segment', 'branch', 'total')),
    code        varchar  not null,
    name_id     varchar,
    name_en     varchar,
    valid_from  date
);

comment on table meta.code is 'Codes of programmes, membership segments, branch offices and named totals, with their names; shown by the dim_ views of mart.';
comment on column meta.code.kind is 'programme, segment, branch or total';
comment on column meta.code.code is 'The code';
comment on column meta.code.name_id is 'Name in Indonesian; NULL where no table names it';
comment on column meta.code.name_en is 'Name in English; NULL where there is none';
comment on column meta.code.valid_from is 'First day on which the code exists; NULL where not known';
