select period, what, place, fix from left_out where publication = :publication order by period;
