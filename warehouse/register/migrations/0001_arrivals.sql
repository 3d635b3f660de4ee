-- What has arrived, what was made of it, what was published. Read while a run writes (WAL).
-- File names are kept masked (runs of eight or more digits); `name_id` is a keyed hash that still tells equal names.
create table identity (
    only_row    integer primary key check (only_row = 1),
    key_id      text not null,                       -- names the pseudonym key, does not reveal it
    made_at     text not null
);
-- A sighting says only whether a file must be hashed anew; what a file *is* stays its SHA-256.
create table sighting (
    path_id     text primary key,                    -- keyed hash of <period>/<sender>/<name>
    signature   text not null,                       -- size, times and inode as last seen
    sha256      text not null
);
create table arrival (
    arrival_id      integer primary key autoincrement, -- the order of arrival
    sender_code     text not null,
    period          text not null,                   -- 2022-07
    sha256          text not null,
    manifest_sha256 text not null,                   -- of the manifest beside the file, in the vault too; '' where none lies there
    revision        integer not null,                -- as the manifest says; 0 where it does not
    name_id         text not null,
    file_name       text not null,                   -- masked
    file_format     text not null,                   -- csv, csv.gz, xlsx, parquet
    size_bytes      integer not null,
    arrived_at      text not null,
    unique (sender_code, period, sha256, manifest_sha256)
);
create table part (
    part_id     text primary key,
    arrival_id  integer not null references arrival,
    outcome     text not null check (outcome in ('clean', 'refused')),
    ledger      text not null,                       -- JSON; '' where refused
    refusal     text not null,                       -- JSON of code, what, where, fix; '' where clean
    made_at     text not null
);
-- Two parts that say different things about the same payments of one period. A fact of their content: it holds while both stand.
create table overlap (
    part_id     text not null,
    other_id    text not null,
    lines       integer not null,
    primary key (part_id, other_id)
);
create table publication (
    number       integer primary key,
    inputs_id    text not null,
    content_hash text not null,
    record_hash  text not null,                      -- chains to the publication before
    kind         text not null,
    periods      text not null,                      -- JSON list
    published_at text not null
);
create table hold (
    hold_id      integer primary key autoincrement,
    inputs_id    text not null,                      -- the rejected inputs as a whole
    parts        text not null,                      -- JSON list: the parts that the rejected publication was the first to use
    number       integer not null,                   -- the publication that was rolled back
    made_at      text not null,
    released_at  text
);
