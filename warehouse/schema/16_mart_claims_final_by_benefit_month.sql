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

comment on table mart.claims_final_by_benefit_month is
'The final view of claims_by_benefit_month: reissues, reversals and corrections are shown in the payment month of the original payment their links lead back to, so that each claim''s net stands at its original month. Per benefit type both tables add up to the same money; amount_paid_idr here = amount_paid_idr there + moved_in_idr - moved_out_idr. A line without a link, or whose original is unknown or of a month that is not published, stays in the month it was paid. NULL and 0 as in claims_by_benefit_month; all NULL where the publication was first made before this table existed.';
comment on column mart.claims_final_by_benefit_month.period is 'Payment month of the original payment: first day of the month';
comment on column mart.claims_final_by_benefit_month.benefit_type_code is 'Benefit type of the line itself, first level (JHT, JKM, JKK, JP, JKP, BEASISWA)';
comment on column mart.claims_final_by_benefit_month.benefit_type_name is 'Benefit type, name in Indonesian';
comment on column mart.claims_final_by_benefit_month.claim_count is 'Distinct claims whose lines in the cell add up to more than zero (claims)';
comment on column mart.claims_final_by_benefit_month.payment_count is 'Payment lines shown in the cell, adjustments included (lines)';
comment on column mart.claims_final_by_benefit_month.participant_count is 'Distinct participants of the lines shown; lines without NIK and KPJ are not counted (persons)';
comment on column mart.claims_final_by_benefit_month.amount_paid_idr is 'Amount paid net of all its adjustments so far, whenever they were made (rupiah, exact to the sen)';
comment on column mart.claims_final_by_benefit_month.moved_in_idr is 'Adjustments paid in other months and shown here, summed with their sign (rupiah)';
comment on column mart.claims_final_by_benefit_month.moved_out_idr is 'Adjustments paid in this month and shown in the month of their original, summed with their sign (rupiah)';
comment on column mart.claims_final_by_benefit_month.senders_expected is 'Senders expected to deliver the month (senders); NULL where not known';
comment on column mart.claims_final_by_benefit_month.senders_received is 'Expected senders whose extract is in (senders)';
comment on column mart.claims_final_by_benefit_month.maturity is 'provisional or final, of the payment month; an adjustment paid later changes a final month here, never in claims_by_benefit_month';
