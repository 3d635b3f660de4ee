-- Grain: a benefit type.
create table meta.benefit_type (
    benefit_type_code  varchar not null,
    name_id            varchar,
    name_en            varchar,
    valid_from         date not null
);

comment on table meta.benefit_type is 'The benefit types known to this publication, and since when they exist. Before that a benefit type has no cell.';
comment on column meta.benefit_type.benefit_type_code is 'Benefit type';
comment on column meta.benefit_type.name_id is 'Benefit type, Indonesian';
comment on column meta.benefit_type.name_en is 'Benefit type, English';
comment on column meta.benefit_type.valid_from is 'First day on which it can be paid';
