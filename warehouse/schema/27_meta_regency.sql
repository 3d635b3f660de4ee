-- Grain: one row per regency known to this publication.
create table meta.regency (
    regency_code  varchar  not null,
    regency_name  varchar
);

comment on table meta.regency is 'The regencies (kabupaten/kota) known to this publication, whether they have figures or not.';
comment on column meta.regency.regency_code is 'Kemendagri code with dot, e.g. 33.16';
comment on column meta.regency.regency_name is 'Name in Indonesian, as in the marts';
