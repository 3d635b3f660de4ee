-- Grain: one row per payment month x benefit type x segment x branch x regency that had lines.
create table mart.claims_by_benefit_month_region (
    period             date           not null,
    benefit_type_code  varchar        not null,
    benefit_type_name  varchar,
    segment_code       varchar,
    branch_code        varchar,
    regency_code       varchar,
    regency_name       varchar,
    claim_count        bigint,
    payment_count      bigint,
    participant_count  bigint,
    amount_paid_idr    decimal(18, 2),
    senders_expected   bigint,
    senders_received   bigint,
    maturity           varchar        not null check (maturity in ('provisional', 'final'))
);
