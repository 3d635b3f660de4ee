-- Grain: one row per month x regency x group of workers x source. They are among the participants of coverage_by_region_month.
-- participant_count NULL: one of the senders that counted them before did not report them.
create table mart.vulnerable_workers_by_source_month (
    period                date     not null,
    regency_code          varchar  not null,
    regency_name          varchar,
    worker_group_code     varchar  not null,
    worker_group_name     varchar,
    source                varchar,
    participant_count     bigint,
    source_name           varchar,
    worker_group_name_en  varchar,
    source_name_en        varchar
);
