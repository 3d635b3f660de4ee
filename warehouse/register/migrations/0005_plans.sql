-- What would be published, shown before it is. A plan is named by what it was made from and what it would show, and never changes:
-- whether it waits, was applied or is stale follows from the publications.
create table plan (
    plan_id          text primary key,
    made_at          text not null,
    made_by          text not null check (made_by in ('plan', 'run')), -- by hand, or by a run that held months back
    base_number      integer not null,               -- the publication it would follow; 0: none
    base_record_hash text not null,
    inputs_id        text not null,                  -- what it would be made from
    periods          text not null,                  -- JSON list: the periods looked at
    ingredients      text not null,                  -- JSON: the same by name, to say what moved
    content_hash     text not null,                  -- what it would show
    changes          text not null                   -- JSON: the figures that would change, the months that would be new
);
-- A run that might publish nothing (more) of these inputs on this publication: the next one need not look at a line to say so.
create table held_back (
    inputs_id        text not null,
    base_number      integer not null,
    base_record_hash text not null,
    policy_id        text not null,
    plan_id          text not null references plan,
    primary key (inputs_id, base_number, base_record_hash, policy_id)
);
