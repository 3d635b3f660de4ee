select said from tables_then where tables_id = ?;
