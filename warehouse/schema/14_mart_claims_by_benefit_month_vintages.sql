-- Grain: one row per payment month x benefit type x unbroken run of publications that showed the same row.
create table mart.claims_by_benefit_month_vintages (
    period             date           not null,
    benefit_type_code  varchar        not null,
    benefit_type_name  varchar,
    claim_count        bigint,
    payment_count      bigint,
    participant_count  bigint,
    amount_paid_idr    decimal(18, 2),
    senders_expected   bigint,
    senders_received   bigint,
    maturity           varchar        not null,
    publication_from   bigint         not null,
    publication_to     bigint
);

comment on table mart.claims_by_benefit_month_vintages is
'Every row claims_by_benefit_month ever showed, with the publications that showed it. A new row only where something in it changed.';
comment on column mart.claims_by_benefit_month_vintages.period is 'Payment month: first day of the month in which the lines were paid';
comment on column mart.claims_by_benefit_month_vintages.benefit_type_code is 'Benefit type, first level';
comment on column mart.claims_by_benefit_month_vintages.benefit_type_name is 'Benefit type, name in Indonesian, as shown then';
comment on column mart.claims_by_benefit_month_vintages.claim_count is 'Distinct claims as shown then (claims)';
comment on column mart.claims_by_benefit_month_vintages.payment_count is 'Payment lines as shown then (lines)';
comment on column mart.claims_by_benefit_month_vintages.participant_count is 'Distinct participants as shown then (persons)';
comment on column mart.claims_by_benefit_month_vintages.amount_paid_idr is 'Gross amount paid as shown then (rupiah, exact to the sen)';
comment on column mart.claims_by_benefit_month_vintages.senders_expected is 'Senders expected, as shown then (senders)';
comment on column mart.claims_by_benefit_month_vintages.senders_received is 'Senders received, as shown then (senders)';
comment on column mart.claims_by_benefit_month_vintages.maturity is 'provisional or final, as shown then';
comment on column mart.claims_by_benefit_month_vintages.publication_from is 'First publication that showed this row (publication number)';
comment on column mart.claims_by_benefit_month_vintages.publication_to is 'Last publication that showed this row, inclusive (publication number); NULL while it stands';
