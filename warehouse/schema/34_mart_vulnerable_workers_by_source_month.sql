-- Grain: one row per month x regency x group of workers x source. They are among the participants of coverage_by_region_month.
create table mart.vulnerable_workers_by_source_month (
    period             date     not null,
    regency_code       varchar  not null,
    regency_name       varchar,
    worker_group_code  varchar  not null,
    worker_group_name  varchar,
    source             varchar,
    participant_count  bigint   not null,
    source_name        varchar
);

comment on table mart.vulnerable_workers_by_source_month is
'Registered vulnerable workers by group and by who had them registered or pays for them. They are among the participants of coverage_by_region_month: never add them to those. A stock: months are never added up. No row: not reported.';
comment on column mart.vulnerable_workers_by_source_month.period is 'First day of the month whose end the count is of';
comment on column mart.vulnerable_workers_by_source_month.regency_code is 'Regency, Kemendagri code with dot';
comment on column mart.vulnerable_workers_by_source_month.regency_name is 'Name of the regency in Indonesian';
comment on column mart.vulnerable_workers_by_source_month.worker_group_code is 'Group of workers (code)';
comment on column mart.vulnerable_workers_by_source_month.worker_group_name is 'Group of workers in Indonesian';
comment on column mart.vulnerable_workers_by_source_month.source is 'Source of the registration (code); NULL where not given';
comment on column mart.vulnerable_workers_by_source_month.participant_count is 'Registered workers (persons)';
comment on column mart.vulnerable_workers_by_source_month.source_name is 'Source of the registration in Indonesian';
