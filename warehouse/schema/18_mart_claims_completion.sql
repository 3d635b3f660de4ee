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

comment on table mart.claims_completion is
'ESTIMATES of what provisional months will come to, by the chain ladder with Mack''s (1993) standard error on claims_lag_triangle, per benefit type and measure. They say how late lines kept coming so far, not what is known: never add them to figures. When there is an estimate is said by meta.estimate_rule; where there is none all estimated_ columns are NULL and estimate_state says why. Not part of the content hash.';
comment on column mart.claims_completion.period is 'Payment month that is provisional (first day)';
comment on column mart.claims_completion.benefit_type_code is 'Benefit type, first level';
comment on column mart.claims_completion.benefit_type_name is 'Benefit type, name in Indonesian';
comment on column mart.claims_completion.measure is 'What is estimated: payment_count (lines) or amount_paid_idr (rupiah); the unit of received and of the final figures';
comment on column mart.claims_completion.lag_months is 'Newest lag up to which all expected senders are in without a gap (months); NULL where there is none';
comment on column mart.claims_completion.received is 'What had come by that lag, counted (unit of the measure); what came later from some senders is not in it';
comment on column mart.claims_completion.estimated_completion is 'ESTIMATE: share of the final figure that had come by lag_months: received / estimated_final (ratio)';
comment on column mart.claims_completion.estimated_completion_low is 'ESTIMATE: lower end of the interval of the share, with the probability of rule interval_probability (ratio)';
comment on column mart.claims_completion.estimated_completion_high is 'ESTIMATE: upper end of the interval of the share (ratio)';
comment on column mart.claims_completion.estimated_final is 'ESTIMATE: final figure of the month (unit of the measure)';
comment on column mart.claims_completion.estimated_final_low is 'ESTIMATE: lower end of the interval of the final figure, log-normal (unit of the measure)';
comment on column mart.claims_completion.estimated_final_high is 'ESTIMATE: upper end of the interval of the final figure (unit of the measure)';
comment on column mart.claims_completion.estimated_standard_error is 'ESTIMATE: standard error of the final figure by Mack (1993) (unit of the measure)';
comment on column mart.claims_completion.months_used is 'Payment months behind the weakest development factor used (months); NULL where none is used';
comment on column mart.claims_completion.estimate_state is 'estimated; or why there is none: held back (late lines wait for a plan), senders missing (not even the month''s own extracts are all in), nothing received, too few months (rule minimum_months)';
comment on column mart.claims_completion.maturity is 'provisional: final months need no estimate';
