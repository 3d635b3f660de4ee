select sender_code, period, file_name, sha256, part_id, classification, revision, arrived_at, refusal_code from meta.extract;
