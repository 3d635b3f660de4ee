-- Grain: quarter by benefit type and regency; whole quarters only.
create table mart.claims_by_benefit_quarter_regency (
    period                   date not null,
    benefit_type_code        varchar not null,
    benefit_type_name        varchar,
    benefit_type_name_en     varchar,
    regency_code             varchar,
    regency_name             varchar,
    claim_count              bigint,
    amount_paid_idr          decimal(18, 2),
    average_per_claim_idr    decimal(18, 2),
    mark                     varchar not null check (mark in ('shown', 'suppressed', 'held', 'not_reported')),
    shown_since_publication  bigint,
    is_provisional           boolean,
    lacks_senders            boolean
);

comment on table mart.claims_by_benefit_quarter_regency is 'Quarter by benefit type and regency; whole quarters only. Protected: small cells, and others that would reveal them, are suppressed.';
comment on column mart.claims_by_benefit_quarter_regency.period is 'First day of the quarter of the payment dates';
comment on column mart.claims_by_benefit_quarter_regency.benefit_type_code is 'Benefit type';
comment on column mart.claims_by_benefit_quarter_regency.benefit_type_name is 'Benefit type, Indonesian';
comment on column mart.claims_by_benefit_quarter_regency.benefit_type_name_en is 'Benefit type, English';
comment on column mart.claims_by_benefit_quarter_regency.regency_code is 'Regency or city, dotted (33.16); NULL = the lines that name none';
comment on column mart.claims_by_benefit_quarter_regency.regency_name is 'Regency or city; NULL = the lines that name none';
comment on column mart.claims_by_benefit_quarter_regency.claim_count is 'Distinct claims with a positive payment line in the cell (claims). Counted at this grain: never add up. NULL where suppressed or not reported; where held, the figure of the publication in shown_since_publication';
comment on column mart.claims_by_benefit_quarter_regency.amount_paid_idr is 'Amount paid (rupiah); NULL and held as claim_count';
comment on column mart.claims_by_benefit_quarter_regency.average_per_claim_idr is 'amount_paid_idr / claim_count, half up (rupiah per claim); NULL without claims, and where claim_count is NULL';
comment on column mart.claims_by_benefit_quarter_regency.mark is 'shown = the figure, a true 0 among them; suppressed = not shown, for its own sake or to protect another cell; held = an earlier figure, since what changed concerns too few claims; not_reported = no lines, and not all senders are in';
comment on column mart.claims_by_benefit_quarter_regency.shown_since_publication is 'Publication whose lines the figure is true of; NULL where none is shown';
comment on column mart.claims_by_benefit_quarter_regency.is_provisional is 'Whether a month of it is provisional (claims_by_benefit_month.maturity): the figure may still change as a matter of course';
comment on column mart.claims_by_benefit_quarter_regency.lacks_senders is 'Whether a month of it lacks an expected sender, or it is not known which are expected: the figure may lack lines';
