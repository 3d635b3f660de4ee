select key_id from identity;
