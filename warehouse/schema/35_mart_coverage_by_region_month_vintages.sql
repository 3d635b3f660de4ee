-- Grain: one row per row of coverage_by_region_month x unbroken run of publications that showed the same.
create table mart.coverage_by_region_month_vintages (
    period             date    not null,
    regency_code       varchar,
    segment_code       varchar,
    target_group       varchar,
    participant_count  bigint,
    target_population  bigint,
    coverage_percent   decimal(9, 4),
    publication_from   bigint  not null,
    publication_to     bigint
);
