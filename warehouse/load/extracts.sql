insert into meta.extract
select sender_code, period, file_name, sha256, part_id, classification, revision, arrived_at, refusal_code, contract
from incoming_extracts
order by period, sender_code, file_name, sha256;
