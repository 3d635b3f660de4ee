update standing_part set publication_to = :publication - 1
where part_id = :part_id and arrival_id = :arrival_id and publication_to is null;
