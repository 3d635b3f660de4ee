insert into standing_part (part_id, arrival_id, arrival_order, revision, publication_from, publication_to)
values (:part_id, :arrival_id, :arrival_order, :revision, :publication, null);
