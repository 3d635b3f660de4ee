select path_id, signature, arrival_id, file_name, seen_at from resend order by rowid;
