delete from standing_part where publication_from >= :publication;
