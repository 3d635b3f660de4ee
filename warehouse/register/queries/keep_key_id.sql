insert into identity (only_row, key_id, made_at) values (1, :key_id, :made_at);
