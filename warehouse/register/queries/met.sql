select words from met where met_id = ?;
