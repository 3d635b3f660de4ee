select met_id, words from met;
