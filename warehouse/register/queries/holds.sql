select hold_id, inputs_id, parts, number, made_at, released_at from hold order by hold_id;
