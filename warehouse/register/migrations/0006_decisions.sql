-- What a part and a publication were made under, in full: with the vault it is enough to make them again, in another home, too.
create table decision (                              -- what people had decided about an extract when it was read
    decisions_id     text primary key,               -- the SHA-256 of what it says
    says             text not null                   -- JSON: headings, dialect, corrections by hand
);
create table part_decided (
    part_id          text primary key,
    decisions_id     text not null                   -- '': nothing had been decided
);
create table condition (
    conditions_id    text primary key,               -- as in shown_as
    fingerprint      text not null,                  -- of the code and tables
    schema_id        text not null,                  -- of the SQL that shapes the warehouse
    maturity_months  integer not null,
    release          text not null                   -- the version of the package that made it first
);
