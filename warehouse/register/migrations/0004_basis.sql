-- What each publication was counted from. Written before the flip: an attempt that was killed is replaced by the next one of that number.
create table standing_part (                         -- the extracts that stood, from one publication to another
    part_id          text not null,
    arrival_id       integer not null references arrival,
    arrival_order    integer not null,               -- place among those of its sender and period, as lines were resolved
    revision         integer not null,
    publication_from integer not null,
    publication_to   integer                         -- null: they still stand
);
create index standing_part_by_publication on standing_part (publication_to, publication_from);
create table shown_month (                           -- the months that a publication showed
    publication      integer not null,
    period           text not null,                  -- 2022-07
    is_held          integer not null,               -- 1: it shows the lines that the publication before showed
    senders_expected text not null,                  -- JSON list of codes
    senders_received text not null,                  -- JSON list of codes, expected or not
    primary key (publication, period)
);
create table shown_as (                              -- a rollback shows what an earlier publication showed
    publication      integer primary key,
    shows            integer not null,
    conditions_id    text not null,                  -- names what shapes a publication besides its parts
    inputs_seen      text not null                   -- all that lay there when it was made, held back or not
);
