insert into hold (inputs_id, parts, number, made_at) values (:inputs_id, :parts, :number, :made_at);
