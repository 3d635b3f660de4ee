select part_id, arrival_id, arrival_order, revision from standing_part
where publication_from <= :publication and coalesce(publication_to >= :publication, 1)
order by arrival_id, part_id;
