-- Grain: one row per month x regency x segment, and one per month x regency x target group of several segments (segment_code NULL).
-- regency_code NULL: all regencies that had begun to report by then, together. Stocks at the end of a month: never add them up over months.
-- participant_count NULL: not reported, by one of the senders that count there or by all.
create table mart.coverage_by_region_month (
    period             date           not null,
    regency_code       varchar,
    regency_name       varchar,
    segment_code       varchar,
    target_group       varchar,
    participant_count  bigint,
    target_population  bigint,
    coverage_percent   decimal(9, 4),
    target_source      varchar,
    target_year        integer,
    target_group_en    varchar,
    target_note        varchar
);
