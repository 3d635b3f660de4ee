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
    senders_expected   bigint,
    senders_received   bigint,
    maturity           varchar        not null check (maturity in ('provisional', 'final'))
);

comment on table mart.claims_year_to_date is
'Running totals of the calendar year, January to the payment month, by benefit type: nationally (scope = national, one row per benefit type existing then, 0 and NULL as in claims_by_benefit_month) and by regency (scope = regency, only those that had lines). Filter on scope. Distinct counts are counted anew over the range, never summed.';
comment on column mart.claims_year_to_date.period is 'Last payment month of the range: first day of that month';
comment on column mart.claims_year_to_date.scope is 'national = the whole country; regency = one regency, or the lines without one (regency_code NULL)';
comment on column mart.claims_year_to_date.benefit_type_code is 'Benefit type, first level';
comment on column mart.claims_year_to_date.benefit_type_name is 'Benefit type, name in Indonesian';
comment on column mart.claims_year_to_date.regency_code is 'Regency (kabupaten/kota), Kemendagri code with dot; NULL in national rows and where not given';
comment on column mart.claims_year_to_date.regency_name is 'Regency, name in Indonesian; NULL where the code is';
comment on column mart.claims_year_to_date.claim_count is 'Distinct claims with at least one positive payment line since January (claims)';
comment on column mart.claims_year_to_date.payment_count is 'Payment lines since January, reversals included (lines)';
comment on column mart.claims_year_to_date.participant_count is 'Distinct participants since January (persons)';
comment on column mart.claims_year_to_date.amount_paid_idr is 'Gross amount paid since January, reversals subtracted (rupiah, exact to the sen)';
comment on column mart.claims_year_to_date.senders_expected is 'Sum of the senders expected in the published months of the range (sender-months); NULL where one is not known';
comment on column mart.claims_year_to_date.senders_received is 'Sum of the expected senders whose extract is in (sender-months)';
comment on column mart.claims_year_to_date.maturity is 'final = every month from January on is published and final; else provisional';
