select plan_id, made_at, made_by, base_number, base_record_hash, inputs_id, periods, ingredients, content_hash, changes
from plan order by rowid;
