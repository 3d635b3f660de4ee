-- Grain: one cell of one table from one publication to another.
create table mart.claims_vintages (
    table_name               varchar not null,
    period                   date not null,
    benefit_type_code        varchar not null,
    regency_code             varchar not null,
    segment_code             varchar not null,
    claim_count              bigint,
    amount_paid_idr          decimal(18, 2),
    mark                     varchar not null check (mark in ('shown', 'suppressed', 'held', 'not_reported')),
    shown_since_publication  bigint,
    publication_from         bigint not null,
    publication_to           bigint
);

comment on table mart.claims_vintages is 'Everything that public files ever showed of a cell, publication by publication.';
comment on column mart.claims_vintages.table_name is 'Table of this schema';
comment on column mart.claims_vintages.period is 'As in that table';
comment on column mart.claims_vintages.benefit_type_code is 'As in that table; empty where it has none';
comment on column mart.claims_vintages.regency_code is 'As in that table; empty where it has none, or the lines name none';
comment on column mart.claims_vintages.segment_code is 'As in that table; empty where it has none, or the lines name none';
comment on column mart.claims_vintages.claim_count is 'Distinct claims with a positive payment line in the cell (claims). Counted at this grain: never add up. NULL where suppressed or not reported; where held, the figure of the publication in shown_since_publication';
comment on column mart.claims_vintages.amount_paid_idr is 'Amount paid (rupiah); NULL and held as claim_count';
comment on column mart.claims_vintages.mark is 'shown = the figure, a true 0 among them; suppressed = not shown, for its own sake or to protect another cell; held = an earlier figure, since what changed concerns too few claims; not_reported = no lines, and not all senders are in';
comment on column mart.claims_vintages.shown_since_publication is 'Publication whose lines the figure is true of; NULL where none is shown';
comment on column mart.claims_vintages.publication_from is 'First publication that showed the cell so';
comment on column mart.claims_vintages.publication_to is 'Last publication that showed the cell so; NULL while it does';
