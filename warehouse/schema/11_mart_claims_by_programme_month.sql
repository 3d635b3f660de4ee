-- Grain: one row per payment month x programme x benefit type x component that had lines.
create table mart.claims_by_programme_month (
    period                  date           not null,
    programme_code          varchar,
    benefit_type_code       varchar        not null,
    benefit_type_name       varchar,
    benefit_component_code  varchar,
    claim_count             bigint,
    payment_count           bigint,
    participant_count       bigint,
    amount_paid_idr         decimal(18, 2),
    senders_expected        bigint,
    senders_received        bigint,
    maturity                varchar        not null check (maturity in ('provisional', 'final'))
);
