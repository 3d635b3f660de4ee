insert into part (part_id, arrival_id, outcome, ledger, refusal, made_at)
values (:part_id, :arrival_id, :outcome, :ledger, :refusal, :made_at)
on conflict (part_id) do update set outcome = excluded.outcome, ledger = excluded.ledger, refusal = excluded.refusal;
