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

comment on table mart.claims_by_benefit_month_region_vintages is
'Every figure claims_by_benefit_month_region ever showed, with the publications that showed it. A new row only where a figure changed. Senders and maturity of a month are in claims_by_benefit_month_vintages.';
comment on column mart.claims_by_benefit_month_region_vintages.period is 'Payment month: first day of the month in which the lines were paid';
comment on column mart.claims_by_benefit_month_region_vintages.benefit_type_code is 'Benefit type, first level';
comment on column mart.claims_by_benefit_month_region_vintages.segment_code is 'Membership segment; NULL where not given';
comment on column mart.claims_by_benefit_month_region_vintages.branch_code is 'Branch office; NULL where not given';
comment on column mart.claims_by_benefit_month_region_vintages.regency_code is 'Regency, Kemendagri code with dot; NULL where not given';
comment on column mart.claims_by_benefit_month_region_vintages.claim_count is 'Distinct claims as shown then (claims)';
comment on column mart.claims_by_benefit_month_region_vintages.payment_count is 'Payment lines as shown then (lines)';
comment on column mart.claims_by_benefit_month_region_vintages.participant_count is 'Distinct participants as shown then (persons)';
comment on column mart.claims_by_benefit_month_region_vintages.amount_paid_idr is 'Gross amount paid as shown then (rupiah, exact to the sen)';
comment on column mart.claims_by_benefit_month_region_vintages.publication_from is 'First publication that showed this row (publication number)';
comment on column mart.claims_by_benefit_month_region_vintages.publication_to is 'Last publication that showed this row, inclusive (publication number); NULL while it stands';
