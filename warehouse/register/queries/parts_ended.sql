select part_id, publication_from, publication_to from standing_part where publication_to is not null
order by publication_from, part_id, publication_to;
