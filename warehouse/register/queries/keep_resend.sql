insert into resend (path_id, signature, arrival_id, file_name, seen_at) values (:path_id, :signature, :arrival_id, :file_name, :seen_at)
on conflict do nothing;
