-- Grain: one row per publication, this file's own the last. Each record holds the hash of the one before.
create table meta.publication (
    publication            bigint         not null,
    kind                   varchar        not null check (kind in ('run', 'backfill', 'rollback', 'apply')),
    published_at           timestamptz    not null,
    inputs_id              varchar        not null,
    fingerprint            varchar        not null,
    key_id                 varchar        not null,
    release                varchar,
    previous_publication   bigint,
    first_period           date,
    last_period            date,
    period_count           bigint         not null,
    maturity_months        bigint         not null,
    accepted_rows          bigint         not null,
    effective_rows         bigint         not null,
    duplicate_rows         bigint         not null,
    superseded_rows        bigint         not null,
    waiting_rows           bigint         not null,
    accepted_amount_idr    decimal(20, 2) not null,
    effective_amount_idr   decimal(20, 2) not null,
    duplicate_amount_idr   decimal(20, 2) not null,
    superseded_amount_idr  decimal(20, 2) not null,
    waiting_amount_idr     decimal(20, 2) not null,
    content_hash           varchar        not null,
    history_hash           varchar,
    record_hash            varchar        not null
);

comment on table meta.publication is 'Every publication up to this one: what it was made from and where each accepted line went. accepted = effective + duplicate + superseded + waiting, in rows and in rupiah.';
comment on column meta.publication.publication is 'Publication number, counting from 1';
comment on column meta.publication.kind is 'run = the monthly run; backfill = several months at once; rollback = the figures of an earlier publication again; apply = a plan that was agreed to';
comment on column meta.publication.published_at is 'When the publication was made (instant)';
comment on column meta.publication.inputs_id is 'Id made from the ids of everything the figures depend on (SHA-256, hexadecimal)';
comment on column meta.publication.fingerprint is 'Fingerprint of the code and tables that made the figures';
comment on column meta.publication.key_id is 'Id of the pseudonym key; not the key';
comment on column meta.publication.release is 'Version of the program that made it; NULL where made before this was noted';
comment on column meta.publication.previous_publication is 'Publication that stood before; NULL for the first';
comment on column meta.publication.first_period is 'Oldest published payment month (first day)';
comment on column meta.publication.last_period is 'Newest published payment month (first day)';
comment on column meta.publication.period_count is 'Published payment months (months)';
comment on column meta.publication.maturity_months is 'Age from which a complete month is final, counted from the newest published month (months)';
comment on column meta.publication.accepted_rows is 'Accepted payment lines of all standing extracts (lines)';
comment on column meta.publication.effective_rows is 'Accepted lines that count in the figures (lines)';
comment on column meta.publication.duplicate_rows is 'Accepted lines left out because another extract holds the same line (lines)';
comment on column meta.publication.superseded_rows is 'Accepted lines replaced by a later extract (lines)';
comment on column meta.publication.waiting_rows is 'Accepted lines of payment months not yet published (lines)';
comment on column meta.publication.accepted_amount_idr is 'Amount of the accepted lines (rupiah)';
comment on column meta.publication.effective_amount_idr is 'Amount of the effective lines (rupiah)';
comment on column meta.publication.duplicate_amount_idr is 'Amount of the duplicate lines (rupiah)';
comment on column meta.publication.superseded_amount_idr is 'Amount of the superseded lines (rupiah)';
comment on column meta.publication.waiting_amount_idr is 'Amount of the waiting lines (rupiah)';
comment on column meta.publication.content_hash is 'SHA-256 over the sorted rows of the current marts (hexadecimal); equal hashes, equal figures';
comment on column meta.publication.history_hash is 'SHA-256 over what this publication wrote into the history: this row without its two last columns, its rows of meta.revision and meta.check_result, the vintages it opened and closed (hexadecimal); NULL where made before this was noted';
comment on column meta.publication.record_hash is 'SHA-256 over the record_hash before and this record, history_hash included, as canonical JSON (hexadecimal): the chain that shows a later change. The register keeps it, too';
