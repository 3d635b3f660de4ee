-- Grain: span x period x breakdown x place x (benefit type or total). What the flat views of mart show over longer spans, by place and in
-- total; one table, so that it is handed in, hashed and read back as one. It mixes grains: read the views.
create table meta.claims_rollup (
    span               varchar        not null check (span in ('month', 'quarter', 'year', 'year_to_date', 'rolling_12_months')),
    period             date           not null,
    breakdown          varchar        not null check (breakdown in ('nation', 'regency', 'branch', 'segment')),
    place_code         varchar,
    benefit_type_code  varchar,
    total_code         varchar,
    claim_count        bigint,
    payment_count      bigint,
    participant_count  bigint,
    amount_paid_idr    decimal(18, 2),
    senders_expected   bigint,
    senders_received   bigint,
    months_included    bigint         not null,
    is_complete        boolean        not null,
    maturity           varchar        not null check (maturity in ('provisional', 'final'))
);

comment on table meta.claims_rollup is
'What the flat views of mart show over quarters, years, twelve months, by place and in total, in one table. It mixes grains: read the views, never add rows of it up.';
comment on column meta.claims_rollup.span is 'month, quarter, year (so far), year_to_date or rolling_12_months';
comment on column meta.claims_rollup.period is 'First day of the month (for year_to_date and rolling_12_months the last one), quarter or year';
comment on column meta.claims_rollup.breakdown is 'nation, regency, branch or segment: what place_code is a code of';
comment on column meta.claims_rollup.place_code is 'Regency, branch or segment; NULL for the nation and for lines that name none';
comment on column meta.claims_rollup.benefit_type_code is 'Benefit type; NULL in rows of a total';
comment on column meta.claims_rollup.total_code is 'Named total; NULL in rows of a benefit type';
comment on column meta.claims_rollup.claim_count is 'Distinct claims with at least one positive payment line in the cell (claims)';
comment on column meta.claims_rollup.payment_count is 'Payment lines, reversals included (lines)';
comment on column meta.claims_rollup.participant_count is 'Distinct participants; lines without NIK and KPJ are not counted (persons)';
comment on column meta.claims_rollup.amount_paid_idr is 'Gross amount paid, reversals subtracted (rupiah, exact to the sen)';
comment on column meta.claims_rollup.senders_expected is 'Sum of the senders expected in the published months of the span (sender-months); NULL where one is not known';
comment on column meta.claims_rollup.senders_received is 'Sum of the expected senders whose extract is in (sender-months)';
comment on column meta.claims_rollup.months_included is 'Published payment months of the span (months)';
comment on column meta.claims_rollup.is_complete is 'Whether every month of the span is published; not whether every sender is in: that is senders_received = senders_expected';
comment on column meta.claims_rollup.maturity is 'final = every month of the span is published and final; else provisional';
