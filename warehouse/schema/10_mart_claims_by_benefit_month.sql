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
