-- Grain: one row per payment month x benefit type x segment x branch x regency x unbroken run of publications that showed the
-- same figures. Senders and maturity belong to the month, not the region: they are in the national vintages.
create table mart.claims_by_benefit_month_region_vintages (
    period             date           not null,
    benefit_type_code  varchar        not null,
    segment_code       varchar,
    branch_code        varchar,
    regency_code       varchar,
    claim_count        bigint,
    payment_count      bigint,
    participant_count  bigint,
    amount_paid_idr    decimal(18, 2),
    publication_from   bigint         not null,
    publication_to     bigint
);
