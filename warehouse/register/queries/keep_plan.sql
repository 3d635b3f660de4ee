-- The same plan made again is the same. One that a run left is by hand as soon as somebody has asked for it: then it has passed the gate.
insert into plan (plan_id, made_at, made_by, base_number, base_record_hash, inputs_id, periods, ingredients, content_hash, changes)
values (:plan_id, :made_at, :made_by, :base_number, :base_record_hash, :inputs_id, :periods, :ingredients, :content_hash, :changes)
on conflict (plan_id) do update set made_by = excluded.made_by where excluded.made_by = 'plan';
