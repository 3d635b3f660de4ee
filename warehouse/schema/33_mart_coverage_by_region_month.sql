-- Grain: one row per month x regency x segment, and one per month x regency x target group of several segments (segment_code NULL).
-- regency_code NULL: all regencies that ever reported, together. Stocks at the end of a month: never add them up over months.
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

comment on table mart.coverage_by_region_month is
'Participants insured at the end of a month and, where the population that they are meant to be is known, how much of it they are (effective coverage). A stock: months are never added up. NULL participants: not reported; 0: reported as none.';
comment on column mart.coverage_by_region_month.period is 'First day of the month whose end the count is of';
comment on column mart.coverage_by_region_month.regency_code is 'Regency, Kemendagri code with dot; NULL for all regencies that ever reported together';
comment on column mart.coverage_by_region_month.regency_name is 'Name of the regency in Indonesian';
comment on column mart.coverage_by_region_month.segment_code is 'Membership segment; NULL for all segments that the target group takes in';
comment on column mart.coverage_by_region_month.target_group is 'Whom the target population counts (Indonesian); NULL where none is known';
comment on column mart.coverage_by_region_month.participant_count is 'Participants reported (persons); NULL where one of the places or segments was not reported';
comment on column mart.coverage_by_region_month.target_population is 'Population that the participants are meant to be (persons); NULL where none is known';
comment on column mart.coverage_by_region_month.coverage_percent is 'participant_count of target_population (percent, four decimals, half up)';
comment on column mart.coverage_by_region_month.target_source is 'Where the target population is from';
comment on column mart.coverage_by_region_month.target_year is 'Year of that source';
comment on column mart.coverage_by_region_month.target_group_en is 'Whom the target population counts (English)';
comment on column mart.coverage_by_region_month.target_note is 'What has to be known of the target population: doubts, other labels of the same figure';
