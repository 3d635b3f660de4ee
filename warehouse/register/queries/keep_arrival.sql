insert into arrival (sender_code, period, sha256, manifest_sha256, revision, name_id, file_name, file_format, size_bytes, arrived_at)
values (:sender_code, :period, :sha256, :manifest_sha256, :revision, :name_id, :file_name, :file_format, :size_bytes, :arrived_at)
on conflict do nothing;
