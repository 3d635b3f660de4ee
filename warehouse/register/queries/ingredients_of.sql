select part_id, base_id, made_from, words_id, met_id from ingredients where part_id = ?;
