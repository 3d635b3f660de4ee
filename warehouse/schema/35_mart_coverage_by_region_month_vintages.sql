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

comment on table mart.coverage_by_region_month_vintages is
'Every figure coverage_by_region_month ever showed, with the publications that showed it. A new row only where a figure changed.';
comment on column mart.coverage_by_region_month_vintages.period is 'First day of the month whose end the count is of';
comment on column mart.coverage_by_region_month_vintages.regency_code is 'Regency, Kemendagri code with dot; NULL for all regencies together';
comment on column mart.coverage_by_region_month_vintages.segment_code is 'Membership segment; NULL for all segments that the target group takes in';
comment on column mart.coverage_by_region_month_vintages.target_group is 'Whom the target population counts (Indonesian)';
comment on column mart.coverage_by_region_month_vintages.participant_count is 'Participants as shown then (persons)';
comment on column mart.coverage_by_region_month_vintages.target_population is 'Target population as shown then (persons)';
comment on column mart.coverage_by_region_month_vintages.coverage_percent is 'Effective coverage as shown then (percent)';
comment on column mart.coverage_by_region_month_vintages.publication_from is 'First publication that showed this row (publication number)';
comment on column mart.coverage_by_region_month_vintages.publication_to is 'Last publication that showed this row, inclusive (publication number); NULL while it stands';
