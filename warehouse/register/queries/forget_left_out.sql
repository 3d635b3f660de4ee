delete from left_out where publication >= :publication;
