-- Grain: one row per regency known to this publication.
create table meta.regency (
    regency_code  varchar  not null,
    regency_name  varchar,
    province_code varchar,
    province_name varchar
);

comment on table meta.regency is 'The regencies (kabupaten/kota) known to this publication, whether they have figures or not.';
comment on column meta.regency.regency_code is 'Kemendagri code with dot, e.g. 33.16';
comment on column meta.regency.regency_name is 'Name in Indonesian, as in the marts';
comment on column meta.regency.province_code is 'Province, Kemendagri code; NULL where not known';
comment on column meta.regency.province_name is 'Province, name in Indonesian; NULL where not known';
