select arrival_id, sender_code, period, sha256, manifest_sha256, revision, name_id, file_name, file_format, size_bytes, arrived_at, kind,
    withdraws
from arrival where sender_code = ? and period = ? and sha256 = ? and manifest_sha256 = ? and file_format = ?;
