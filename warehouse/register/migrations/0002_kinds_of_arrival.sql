-- What a delivery is, as its manifest says; and deliveries of what was there already.
alter table arrival add column kind text not null default '';      -- full, delta, withdrawal, nil; '': not yet looked up
alter table arrival add column withdraws text not null default ''; -- what a withdrawal names: a SHA-256, or a name_id
update arrival set kind = 'full' where manifest_sha256 = '';
create table resend (
    path_id     text not null,                       -- keyed hash of <period>/<sender>/<name>
    signature   text not null,                       -- size, times and inode of this delivery
    arrival_id  integer not null references arrival, -- the first place of the same bytes
    file_name   text not null,                       -- masked
    seen_at     text not null,
    primary key (path_id, signature)
);
