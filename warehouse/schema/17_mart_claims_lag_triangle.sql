-- Grain: one row per published payment month x benefit type existing then x lag up to the newest published month.
create table mart.claims_lag_triangle (
    period                     date     not null,
    benefit_type_code          varchar  not null,
    benefit_type_name          varchar,
    lag_months                 bigint   not null,
    extract_period             date     not null,
    payment_count              bigint,
    amount_paid_idr            decimal(18, 2),
    payment_count_cumulative   bigint,
    amount_paid_idr_cumulative decimal(18, 2),
    is_complete                boolean  not null
);

comment on table mart.claims_lag_triangle is
'When the payments of a month were reported: payment month x benefit type x months until received, the lines that count now by the extract period that brought them. Only lags that the newest published month allows to be seen. Per payment month and benefit type the rows add up to claims_by_benefit_month. A line that a later extract corrected counts at the later one. Not part of the content hash. No rows where the publication was first made before this table existed.';
comment on column mart.claims_lag_triangle.period is 'Payment month: first day of the month in which the lines were paid';
comment on column mart.claims_lag_triangle.benefit_type_code is 'Benefit type, first level';
comment on column mart.claims_lag_triangle.benefit_type_name is 'Benefit type, name in Indonesian';
comment on column mart.claims_lag_triangle.lag_months is 'Months from the payment month to the extract period (months); 0 = reported in the month''s own extract';
comment on column mart.claims_lag_triangle.extract_period is 'Extract period that brought the lines: payment month + lag_months (first day)';
comment on column mart.claims_lag_triangle.payment_count is 'Payment lines that came with this lag, reversals included (lines); 0 = all expected senders of that extract period are in and brought none, NULL = not all are in and none is known';
comment on column mart.claims_lag_triangle.amount_paid_idr is 'Amount of those lines (rupiah, exact to the sen); 0 and NULL as in payment_count';
comment on column mart.claims_lag_triangle.payment_count_cumulative is 'Payment lines that came by this lag (lines); NULL where none is known so far';
comment on column mart.claims_lag_triangle.amount_paid_idr_cumulative is 'Amount that came by this lag (rupiah); NULL where none is known so far';
comment on column mart.claims_lag_triangle.is_complete is 'Whether all expected senders are in for every extract period from the payment month to this lag: only such rows tell of how months grow';
