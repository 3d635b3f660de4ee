-- The record of the publication this file is.
select publication, kind, inputs_id, content_hash, record_hash, fingerprint, key_id
from meta.publication
order by publication desc
limit 1;
