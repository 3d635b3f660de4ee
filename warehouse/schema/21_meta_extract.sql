-- Grain: one row per extract that stands in this publication, refused ones included.
create table meta.extract (
    sender_code     varchar  not null,
    period          date     not null,
    file_name       varchar  not null,
    sha256          varchar  not null,
    part_id         varchar,
    classification  varchar,
    revision        bigint,
    arrived_at      timestamptz,
    refusal_code    varchar,
    contract        varchar
);

comment on table meta.extract is 'The extracts this publication was made from, and those it had to refuse.';
comment on column meta.extract.sender_code is 'Sender that delivered the extract';
comment on column meta.extract.period is 'Extract period: the month the file was delivered for (first day), not the payment month';
comment on column meta.extract.file_name is 'File name as delivered; runs of eight or more digits are masked';
comment on column meta.extract.sha256 is 'SHA-256 of the bytes as delivered (hexadecimal): its name in the vault';
comment on column meta.extract.part_id is 'Id of the clean part made from it; NULL where it was refused';
comment on column meta.extract.classification is 'How the arrival was taken: new, replacement, delta, nil, withdrawal, ...';
comment on column meta.extract.revision is 'Revision number given by the sender; NULL where none';
comment on column meta.extract.arrived_at is 'When the extract was registered (instant)';
comment on column meta.extract.refusal_code is 'Code of the reason it cannot be used (EX..); NULL where it was used';
comment on column meta.extract.contract is 'Kind of extract, by its columns: claims, participation; NULL where it was refused';
