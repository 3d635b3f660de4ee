insert into part_decided values (:part_id, :decisions_id) on conflict do nothing
