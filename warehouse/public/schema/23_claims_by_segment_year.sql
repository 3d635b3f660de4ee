-- Grain: calendar year by segment, all benefit types, the whole country; whole years only.
create table mart.claims_by_segment_year (
    period                   date not null,
    segment_code             varchar,
    segment_name             varchar,
    segment_name_en          varchar,
    claim_count              bigint,
    amount_paid_idr          decimal(18, 2),
    average_per_claim_idr    decimal(18, 2),
    mark                     varchar not null check (mark in ('shown', 'suppressed', 'held', 'not_reported')),
    shown_since_publication  bigint,
    is_provisional           boolean,
    lacks_senders            boolean
);

comment on table mart.claims_by_segment_year is 'Calendar year by segment, all benefit types, the whole country; whole years only. Protected: small cells, and others that would reveal them, are suppressed.';
comment on column mart.claims_by_segment_year.period is 'First day of the calendar year of the payment dates';
comment on column mart.claims_by_segment_year.segment_code is 'Segment of workers: PU, BPU, JAKON, PMI; NULL = the lines that name none';
comment on column mart.claims_by_segment_year.segment_name is 'Segment, Indonesian';
comment on column mart.claims_by_segment_year.segment_name_en is 'Segment, English';
comment on column mart.claims_by_segment_year.claim_count is 'Distinct claims with a positive payment line in the cell (claims). Counted at this grain: never add up. NULL where suppressed or not reported; where held, the figure of the publication in shown_since_publication';
comment on column mart.claims_by_segment_year.amount_paid_idr is 'Amount paid (rupiah); NULL and held as claim_count';
comment on column mart.claims_by_segment_year.average_per_claim_idr is 'amount_paid_idr / claim_count, half up (rupiah per claim); NULL without claims, and where claim_count is NULL';
comment on column mart.claims_by_segment_year.mark is 'shown = the figure, a true 0 among them; suppressed = not shown, for its own sake or to protect another cell; held = an earlier figure, since what changed concerns too few claims; not_reported = no lines, and not all senders are in';
comment on column mart.claims_by_segment_year.shown_since_publication is 'Publication whose lines the figure is true of; NULL where none is shown';
comment on column mart.claims_by_segment_year.is_provisional is 'Whether a month of it is provisional (claims_by_benefit_month.maturity): the figure may still change as a matter of course';
comment on column mart.claims_by_segment_year.lacks_senders is 'Whether a month of it lacks an expected sender, or it is not known which are expected: the figure may lack lines';
