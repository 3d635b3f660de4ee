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
