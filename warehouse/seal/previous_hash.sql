select record_hash from meta.publication order by publication desc limit 1;
