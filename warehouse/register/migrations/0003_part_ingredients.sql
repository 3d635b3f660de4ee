-- What each part was made from, and which words it was met with: whether it stands is decided by these, never by a time or a flag.
-- A part recorded before has no ingredients: it was made from something unknown.
create table ingredients (
    part_id     text primary key,
    base_id     text not null,                       -- everything it was made from, but for the tables of words
    made_from   text not null,                       -- the same field by field, as digests (JSON); of these a reason is told
    words_id    text not null,                       -- the tables of words as they were
    met_id      text not null references met         -- the words it was met with
);
-- One row per distinct set of words: keyed 32-bit hashes in ascending order, little-endian. Never a text: any cell may be looked up.
create table met (
    met_id      text primary key,
    words       blob not null
);
-- Tables as they were: names and digests of their bytes (of tables of words also each word's hash and a digest of what it meant), so
-- that it can be told which have changed since.
create table tables_then (
    tables_id   text primary key,
    said        text not null                        -- JSON
);
