-- Grain: one row per publication x payment month x benefit type x measure that changed.
create table meta.revision (
    publication        bigint   not null,
    period             date     not null,
    benefit_type_code  varchar  not null,
    measure            varchar  not null,
    old_value          decimal(18, 2),
    new_value          decimal(18, 2)
);

comment on table meta.revision is 'Each figure of claims_by_benefit_month that a publication changed in a month the publication before it already showed. The first figures of a month are no revision.';
comment on column meta.revision.publication is 'Publication that changed the figure';
comment on column meta.revision.period is 'Payment month (first day)';
comment on column meta.revision.benefit_type_code is 'Benefit type, first level';
comment on column meta.revision.measure is 'claim_count, payment_count, participant_count or amount_paid_idr';
comment on column meta.revision.old_value is 'Figure of the publication before (unit of the measure); NULL = not known or no row';
comment on column meta.revision.new_value is 'Figure of this publication (unit of the measure); NULL = not known or no row';
