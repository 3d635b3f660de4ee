-- Grain: one row per publication x payment month x benefit type x measure that changed.
create table meta.revision (
    publication        bigint   not null,
    period             date     not null,
    benefit_type_code  varchar  not null,
    measure            varchar  not null,
    old_value          decimal(18, 2),
    new_value          decimal(18, 2),
    difference         decimal(18, 2),
    causes             struct(cause varchar, sender_code varchar, file_name varchar, sha256 varchar, difference decimal(18, 2))[]
);

comment on table meta.revision is 'Each figure of claims_by_benefit_month that a publication changed in a month that was published before, with its causes. The first figures of a month are no revision; a month that left and comes back is held against the figures last shown of it.';
comment on column meta.revision.publication is 'Publication that changed the figure';
comment on column meta.revision.period is 'Payment month (first day)';
comment on column meta.revision.benefit_type_code is 'Benefit type, first level';
comment on column meta.revision.measure is 'claim_count, payment_count, participant_count or amount_paid_idr';
comment on column meta.revision.old_value is 'Figure last shown: of the publication before, or, of a month that it did not show, of the last one that did (unit of the measure); NULL = not known or no row';
comment on column meta.revision.new_value is 'Figure of this publication (unit of the measure); NULL = not known or no row';
comment on column meta.revision.difference is 'new_value - old_value, where NULL counts as 0 (unit of the measure); NULL for publications made before causes were recorded';
comment on column meta.revision.causes is 'Why: cause, and the sender and file that caused it, the biggest first. Their differences sum to difference exactly. NULL = not recorded. One row each in meta.revision_cause';

-- Grain: one row per revision x cause x file.
create view meta.revision_cause as
select
    publication, period, benefit_type_code, measure,
    one.cause, one.sender_code, one.file_name, one.sha256, one.difference
from (select publication, period, benefit_type_code, measure, unnest(causes) as one from meta.revision);

comment on view meta.revision_cause is 'Why figures changed: each revision split into causes, by sender and file. Over a revision the differences sum to its difference exactly.';
comment on column meta.revision_cause.publication is 'Publication that changed the figure';
comment on column meta.revision_cause.period is 'Payment month (first day)';
comment on column meta.revision_cause.benefit_type_code is 'Benefit type, first level';
comment on column meta.revision_cause.measure is 'claim_count, payment_count, participant_count or amount_paid_idr';
comment on column meta.revision_cause.cause is 'Cause: a code of meta.cause';
comment on column meta.revision_cause.sender_code is 'Sender of the file that caused it: the one that came, replaced or withdrew, or was read anew';
comment on column meta.revision_cause.file_name is 'That file, as delivered; runs of eight or more digits are masked';
comment on column meta.revision_cause.sha256 is 'SHA-256 of its bytes (hexadecimal): its name in the vault';
comment on column meta.revision_cause.difference is 'What it added to the figure (unit of the measure). A claim or participant is counted with one cause only';
