insert into sighting (path_id, signature, sha256) values (:path_id, :signature, :sha256)
on conflict (path_id) do update set signature = excluded.signature, sha256 = excluded.sha256;
