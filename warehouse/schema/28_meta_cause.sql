-- Grain: one row per cause. Filled from warehouse/tables/causes.csv.
create table meta.cause (
    cause        varchar  not null,
    place        bigint   not null,
    sentence_en  varchar  not null,
    sentence_id  varchar  not null,
    source       varchar  not null
);

comment on table meta.cause is 'The causes for which a published figure can change.';
comment on column meta.cause.cause is 'Code of the cause, as in meta.revision_cause';
comment on column meta.cause.place is 'Order in which causes are listed';
comment on column meta.cause.sentence_en is 'What it means, in English';
comment on column meta.cause.sentence_id is 'What it means, in Indonesian';
comment on column meta.cause.source is 'Where the definition comes from';
