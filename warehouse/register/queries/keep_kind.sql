update arrival set kind = :kind, withdraws = :withdraws where arrival_id = :arrival_id and kind = '';
