-- Grain: one row per rule of the estimates in mart.claims_completion.
create table meta.estimate_rule (
    rule      varchar  not null,
    value     varchar  not null,
    sentence  varchar,
    source    varchar
);

comment on table meta.estimate_rule is 'When mart.claims_completion has an estimate, and what its interval means: the rules this publication was made under (reference/estimate_rules.csv).';
comment on column meta.estimate_rule.rule is 'Name of the rule';
comment on column meta.estimate_rule.value is 'Its value, as text';
comment on column meta.estimate_rule.sentence is 'What it says';
comment on column meta.estimate_rule.source is 'Where it comes from';
