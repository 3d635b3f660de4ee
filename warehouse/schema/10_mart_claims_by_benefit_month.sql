-- Grain: one row per published payment month x benefit type valid then. No primary key: replacing rows under one is slow;
-- the grain is checked when the candidate is built (load/faults.sql).
create schema if not exists mart;
create schema if not exists meta;

create table mart.claims_by_benefit_month (
    period             date           not null,
    benefit_type_code  varchar        not null,
    benefit_type_name  varchar,
    claim_count        bigint,
    payment_count      bigint,
    participant_count  bigint,
    amount_paid_idr    decimal(18, 2),
    senders_expected   bigint,
    senders_received   bigint,
    maturity           varchar        not null check (maturity in ('provisional', 'final'))
);

comment on table mart.claims_by_benefit_month is
'Claim payments by payment month and benefit type, national. One row per published month and benefit type existing then. 0 = all expected senders are in and nothing was paid; NULL = not all expected senders are in and nothing is known.';
comment on column mart.claims_by_benefit_month.period is 'Payment month: first day of the month in which the lines were paid';
comment on column mart.claims_by_benefit_month.benefit_type_code is 'Benefit type, first level (JHT, JKM, JKK, JP, JKP, BEASISWA)';
comment on column mart.claims_by_benefit_month.benefit_type_name is 'Benefit type, name in Indonesian';
comment on column mart.claims_by_benefit_month.claim_count is 'Distinct claims with at least one positive payment line in the cell (claims)';
comment on column mart.claims_by_benefit_month.payment_count is 'Payment lines, reversals included (lines)';
comment on column mart.claims_by_benefit_month.participant_count is 'Distinct participants; lines without NIK and KPJ are not counted (persons)';
comment on column mart.claims_by_benefit_month.amount_paid_idr is 'Gross amount paid, reversals subtracted (rupiah, exact to the sen)';
comment on column mart.claims_by_benefit_month.senders_expected is 'Senders expected to deliver the month (senders); NULL where not known';
comment on column mart.claims_by_benefit_month.senders_received is 'Expected senders whose extract is in (senders)';
comment on column mart.claims_by_benefit_month.maturity is 'provisional = may still change as a matter of course; final = all expected senders are in and the month is old enough, counted from the newest published month';
