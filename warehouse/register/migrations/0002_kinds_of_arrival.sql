-- What a delivery is, as its manifest says; and deliveries of what was there already.
-- The same bytes in another format are another arrival: read as that, they may be an extract. `arrival` is made anew, since a constraint
-- cannot be altered; the name stays free for a moment, and what refers to it finds the new one there.
create table arrival_of_a_kind (
    arrival_id      integer primary key autoincrement, -- the order of arrival
    sender_code     text not null,
    period          text not null,                   -- 2022-07
    sha256          text not null,
    manifest_sha256 text not null,                   -- of the manifest beside the file, in the vault too; '' where none lies there
    revision        integer not null,                -- as the manifest says; 0 where it does not
    name_id         text not null,
    file_name       text not null,                   -- masked
    file_format     text not null,                   -- csv, csv.gz, xlsx, parquet, manifest
    size_bytes      integer not null,
    arrived_at      text not null,
    kind            text not null,                   -- full, delta, withdrawal, nil; '': not yet looked up
    withdraws       text not null,                   -- what a withdrawal names: a SHA-256, or a name_id
    unique (sender_code, period, sha256, manifest_sha256, file_format)
);
insert into arrival_of_a_kind
select arrival_id, sender_code, period, sha256, manifest_sha256, revision, name_id, file_name, file_format, size_bytes, arrived_at,
    case manifest_sha256 when '' then 'full' else '' end, ''
from arrival order by arrival_id;
drop table arrival;
alter table arrival_of_a_kind rename to arrival;
create table resend (
    path_id     text not null,                       -- keyed hash of <period>/<sender>/<name>
    signature   text not null,                       -- size, times and inode of this delivery
    arrival_id  integer not null references arrival, -- the first place of the same bytes
    file_name   text not null,                       -- masked
    seen_at     text not null,
    primary key (path_id, signature)
);
