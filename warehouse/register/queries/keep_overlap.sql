insert into overlap (part_id, other_id, lines) values (:part_id, :other_id, :lines) on conflict do nothing;
