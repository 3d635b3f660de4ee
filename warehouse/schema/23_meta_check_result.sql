-- Grain: one row per publication x expectation run. Counts only, never a line's value.
create table meta.check_result (
    publication       bigint   not null,
    suite             varchar  not null,
    expectation       varchar  not null,
    column_name       varchar,
    severity          varchar  not null,
    passed            boolean  not null,
    observed          varchar,
    unexpected_count  bigint,
    evaluated_count   bigint,
    notes             varchar
);

comment on table meta.check_result is 'What the checks before each publication found. A failed critical check closes the gate, so none stands here; failed warnings do.';
comment on column meta.check_result.publication is 'Publication number the check was made for';
comment on column meta.check_result.suite is 'Suite of expectations';
comment on column meta.check_result.expectation is 'Expectation';
comment on column meta.check_result.column_name is 'Column judged; NULL where the whole relation is';
comment on column meta.check_result.severity is 'critical = closes the gate; warning = is only reported';
comment on column meta.check_result.passed is 'Whether the expectation was met';
comment on column meta.check_result.observed is 'Count or aggregate observed, as text';
comment on column meta.check_result.unexpected_count is 'Rows that do not meet it (rows)';
comment on column meta.check_result.evaluated_count is 'Rows judged (rows)';
comment on column meta.check_result.notes is 'Why the expectation exists';
