-- The periods whose newest extracts a publication leaves out, because they did not pass the gate. Written before the flip, like the basis.
create table left_out (
    publication integer not null,
    period      text not null,                       -- 2022-07
    what        text not null,                       -- counts and names of expectations, never a value
    place       text not null,
    fix         text not null,
    primary key (publication, period)
);
