-- Grain: one row.
create table meta.publication (
    publication           bigint not null,
    published_at          timestamptz not null,
    disclosure_threshold  bigint not null,
    dominance_share       double not null,
    figures_hash          varchar not null,
    protected_by          varchar
);

comment on table meta.publication is 'The publication this file belongs to, and the rules it was protected by. One row.';
comment on column meta.publication.publication is 'Publication number';
comment on column meta.publication.published_at is 'When the publication was made (instant)';
comment on column meta.publication.disclosure_threshold is 'Cells under this many claims or participants are suppressed; changes under this many claims are held (claims)';
comment on column meta.publication.dominance_share is 'A cell with one claim above this share of the amounts is suppressed (share of 1)';
comment on column meta.publication.figures_hash is 'SHA-256 over the rows of mart.claims_vintages (hexadecimal): shows a later change';
comment on column meta.publication.protected_by is 'Names the rules, the program and its tables that decided what is told (SHA-256, hexadecimal): where it differs, unchanged years are judged anew. NULL where figures of several stand';
