select part_id, arrival_id, outcome, ledger, refusal, made_at from part order by rowid;
