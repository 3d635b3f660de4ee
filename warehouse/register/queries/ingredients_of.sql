select part_id, base_id, made_from, words_id, met_id, meaning from ingredients where part_id = ?;
