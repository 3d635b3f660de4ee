select part_decided.part_id, coalesce(decision.says, '') from part_decided left join decision using (decisions_id)
