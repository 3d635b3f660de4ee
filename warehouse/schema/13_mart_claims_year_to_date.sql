-- Grain: one row per payment month x scope x benefit type x regency; national rows have no regency.
create table mart.claims_year_to_date (
    period             date           not null,
    scope              varchar        not null check (scope in ('national', 'regency')),
    benefit_type_code  varchar        not null,
    benefit_type_name  varchar,
    regency_code       varchar,
    regency_name       varchar,
    claim_count        bigint,
    payment_count      bigint,
    participant_count  bigint,
    amount_paid_idr    decimal(18, 2),
    months_included    bigint         not null,
    is_complete        boolean        not null,
    senders_expected   bigint,
    senders_received   bigint,
    maturity           varchar        not null check (maturity in ('provisional', 'final'))
);
