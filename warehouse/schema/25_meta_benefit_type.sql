-- Grain: one row per benefit type of the first level known to this publication.
create table meta.benefit_type (
    benefit_type_code  varchar  not null,
    name_id            varchar,
    name_en            varchar,
    valid_from         date     not null
);

comment on table meta.benefit_type is 'The benefit types of this publication, with both names. Before valid_from a benefit type has no row in the marts.';
comment on column meta.benefit_type.benefit_type_code is 'Benefit type, first level';
comment on column meta.benefit_type.name_id is 'Name in Indonesian, as in the marts';
comment on column meta.benefit_type.name_en is 'Name in English';
comment on column meta.benefit_type.valid_from is 'First day on which it can be paid';
