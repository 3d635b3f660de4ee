delete from shown_as where publication >= :publication;
