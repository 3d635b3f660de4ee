select inputs_id, base_number, base_record_hash, policy_id, plan_id from held_back order by rowid;
