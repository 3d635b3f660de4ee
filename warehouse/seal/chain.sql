-- The two hashes of this publication's record, which need the record itself.
update meta.publication set history_hash = $history_hash, record_hash = $record_hash where publication = $number;
