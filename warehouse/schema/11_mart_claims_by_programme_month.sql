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

comment on table mart.claims_by_programme_month is
'Claim payments by payment month, programme, benefit type and component, national. Only combinations that had lines have a row. Distinct counts are counted at this grain: they do not add up to those of coarser tables.';
comment on column mart.claims_by_programme_month.period is 'Payment month: first day of the month in which the lines were paid';
comment on column mart.claims_by_programme_month.programme_code is 'Programme (JKK, JKM, JHT, JP, JKP); NULL where the sender gave only the benefit type';
comment on column mart.claims_by_programme_month.benefit_type_code is 'Benefit type, first level';
comment on column mart.claims_by_programme_month.benefit_type_name is 'Benefit type, name in Indonesian';
comment on column mart.claims_by_programme_month.benefit_component_code is 'Component below the benefit type (lump sum, periodic, funeral, ...); NULL where not given';
comment on column mart.claims_by_programme_month.claim_count is 'Distinct claims with at least one positive payment line in the cell (claims)';
comment on column mart.claims_by_programme_month.payment_count is 'Payment lines, reversals included (lines)';
comment on column mart.claims_by_programme_month.participant_count is 'Distinct participants; lines without NIK and KPJ are not counted (persons)';
comment on column mart.claims_by_programme_month.amount_paid_idr is 'Gross amount paid, reversals subtracted (rupiah, exact to the sen)';
comment on column mart.claims_by_programme_month.senders_expected is 'Senders expected to deliver the month (senders); NULL where not known';
comment on column mart.claims_by_programme_month.senders_received is 'Expected senders whose extract is in (senders)';
comment on column mart.claims_by_programme_month.maturity is 'provisional or final, of the payment month';
