-- Grain: one row per provisional payment month x benefit type that ever had lines x measure. Apart from claims_lag_triangle, whose grain
-- is the lag, and from the marts of facts: nothing that is an estimate stands beside a figure that was counted.
create table mart.claims_completion (
    period                     date     not null,
    benefit_type_code          varchar  not null,
    benefit_type_name          varchar,
    measure                    varchar  not null check (measure in ('payment_count', 'amount_paid_idr')),
    lag_months                 bigint,
    received                   decimal(18, 2),
    estimated_completion       double,
    estimated_completion_low   double,
    estimated_completion_high  double,
    estimated_final            decimal(18, 2),
    estimated_final_low        decimal(18, 2),
    estimated_final_high       decimal(18, 2),
    estimated_standard_error   decimal(18, 2),
    months_used                bigint,
    estimate_state             varchar  not null,
    maturity                   varchar  not null check (maturity in ('provisional', 'final'))
);
