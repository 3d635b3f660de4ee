-- The gate by which a period was found not to pass: another one is asked anew. '': not known, so asked.
alter table left_out add column gate_id text not null default '';
