-- Grain: payment month by benefit type, the whole country.
create table mart.claims_by_benefit_month (
    period                   date not null,
    benefit_type_code        varchar not null,
    benefit_type_name        varchar,
    benefit_type_name_en     varchar,
    claim_count              bigint,
    amount_paid_idr          decimal(18, 2),
    average_per_claim_idr    decimal(18, 2),
    mark                     varchar not null check (mark in ('shown', 'suppressed', 'held', 'not_reported')),
    shown_since_publication  bigint,
    senders_expected         bigint,
    senders_received         bigint,
    maturity                 varchar
);

comment on table mart.claims_by_benefit_month is 'Payment month by benefit type, the whole country. Protected: small cells, and others that would reveal them, are suppressed.';
comment on column mart.claims_by_benefit_month.period is 'First day of the payment month';
comment on column mart.claims_by_benefit_month.benefit_type_code is 'Benefit type';
comment on column mart.claims_by_benefit_month.benefit_type_name is 'Benefit type, Indonesian';
comment on column mart.claims_by_benefit_month.benefit_type_name_en is 'Benefit type, English';
comment on column mart.claims_by_benefit_month.claim_count is 'Distinct claims with a positive payment line in the cell (claims). Counted at this grain: never add up. NULL where suppressed or not reported; where held, the figure of the publication in shown_since_publication';
comment on column mart.claims_by_benefit_month.amount_paid_idr is 'Amount paid (rupiah); NULL and held as claim_count';
comment on column mart.claims_by_benefit_month.average_per_claim_idr is 'amount_paid_idr / claim_count, half up (rupiah per claim); NULL without claims, and where claim_count is NULL';
comment on column mart.claims_by_benefit_month.mark is 'shown = the figure, a true 0 among them; suppressed = not shown, for its own sake or to protect another cell; held = an earlier figure, since what changed concerns too few claims; not_reported = no lines, and not all senders are in';
comment on column mart.claims_by_benefit_month.shown_since_publication is 'Publication whose lines the figure is true of; NULL where none is shown';
comment on column mart.claims_by_benefit_month.senders_expected is 'Senders expected to deliver the month (senders); NULL where not known. Where fewer are in, the figures lack theirs';
comment on column mart.claims_by_benefit_month.senders_received is 'Expected senders whose extract is in (senders)';
comment on column mart.claims_by_benefit_month.maturity is 'provisional = may still change as a matter of course; final = all expected senders are in and the month is old enough, counted from the newest published month';
