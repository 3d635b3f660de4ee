update standing_part set publication_to = null where publication_to >= :publication - 1;
