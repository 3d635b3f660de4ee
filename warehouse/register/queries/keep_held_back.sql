insert into held_back (inputs_id, base_number, base_record_hash, policy_id, plan_id)
values (:inputs_id, :base_number, :base_record_hash, :policy_id, :plan_id)
on conflict (inputs_id, base_number, base_record_hash, policy_id) do update set plan_id = excluded.plan_id;
