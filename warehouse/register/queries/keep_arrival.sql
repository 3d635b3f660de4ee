insert into arrival (sender_code, period, sha256, manifest_sha256, revision, name_id, file_name, file_format, size_bytes, arrived_at, kind,
    withdraws)
values (:sender_code, :period, :sha256, :manifest_sha256, :revision, :name_id, :file_name, :file_format, :size_bytes, :arrived_at, :kind,
    :withdraws)
on conflict do nothing;
