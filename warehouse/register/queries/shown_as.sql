select publication, shows, conditions_id, inputs_seen from shown_as where publication = :publication;
