insert into hold (inputs_id, number, made_at) values (:inputs_id, :number, :made_at);
