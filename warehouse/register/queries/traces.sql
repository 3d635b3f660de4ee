select base_id, part_id, words_id, met_id from ingredients order by rowid;
