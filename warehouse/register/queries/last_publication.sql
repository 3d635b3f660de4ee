select number, inputs_id, content_hash, record_hash, kind, periods, published_at from publication order by number desc limit 1;
