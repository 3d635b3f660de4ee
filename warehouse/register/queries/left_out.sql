select period, what, place, fix, gate_id from left_out where publication = :publication order by period;
