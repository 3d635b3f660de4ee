-- Grain: as claims_by_benefit_month; one more row only where an adjustment of another benefit type came into the month.
create table mart.claims_final_by_benefit_month (
    period             date           not null,
    benefit_type_code  varchar        not null,
    benefit_type_name  varchar,
    claim_count        bigint,
    payment_count      bigint,
    participant_count  bigint,
    amount_paid_idr    decimal(18, 2),
    moved_in_idr       decimal(18, 2),
    moved_out_idr      decimal(18, 2),
    senders_expected   bigint,
    senders_received   bigint,
    maturity           varchar        not null check (maturity in ('provisional', 'final'))
);
