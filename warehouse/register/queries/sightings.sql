select path_id, signature, sha256 from sighting;
