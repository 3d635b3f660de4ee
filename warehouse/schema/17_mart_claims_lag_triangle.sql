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
