-- The parts that the publication was made from.
select part_id from meta.ledger order by part_id;
