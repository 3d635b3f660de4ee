delete from shown_month where publication >= :publication;
