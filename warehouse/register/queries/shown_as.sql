select publication, shows, conditions_id from shown_as where publication = :publication;
