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

comment on table mart.claims_by_benefit_month_region is
'Claim payments by payment month, benefit type, segment, branch and regency. Only combinations that had lines have a row. Distinct counts are counted at this grain: they do not add up to those of coarser tables.';
comment on column mart.claims_by_benefit_month_region.period is 'Payment month: first day of the month in which the lines were paid';
comment on column mart.claims_by_benefit_month_region.benefit_type_code is 'Benefit type, first level';
comment on column mart.claims_by_benefit_month_region.benefit_type_name is 'Benefit type, name in Indonesian';
comment on column mart.claims_by_benefit_month_region.segment_code is 'Membership segment (PU, BPU, JAKON, PMI); NULL where not given';
comment on column mart.claims_by_benefit_month_region.branch_code is 'Branch office that handled the claim; NULL where not given';
comment on column mart.claims_by_benefit_month_region.regency_code is 'Regency (kabupaten/kota), Kemendagri code with dot, e.g. 33.16; NULL where not given';
comment on column mart.claims_by_benefit_month_region.regency_name is 'Regency, name in Indonesian; NULL where the code is missing';
comment on column mart.claims_by_benefit_month_region.claim_count is 'Distinct claims with at least one positive payment line in the cell (claims)';
comment on column mart.claims_by_benefit_month_region.payment_count is 'Payment lines, reversals included (lines)';
comment on column mart.claims_by_benefit_month_region.participant_count is 'Distinct participants; lines without NIK and KPJ are not counted (persons)';
comment on column mart.claims_by_benefit_month_region.amount_paid_idr is 'Gross amount paid, reversals subtracted (rupiah, exact to the sen)';
comment on column mart.claims_by_benefit_month_region.senders_expected is 'Senders expected to deliver the month (senders); NULL where not known';
comment on column mart.claims_by_benefit_month_region.senders_received is 'Expected senders whose extract is in (senders)';
comment on column mart.claims_by_benefit_month_region.maturity is 'provisional or final, of the payment month';
