-- An earlier publication that was made to stand again because later ones were lost; what the register knew of those, kept as JSON.
create table restoration (
    restored_at text    not null,
    number      integer not null,
    lost        text    not null
);
