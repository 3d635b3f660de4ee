insert into ingredients (part_id, base_id, made_from, words_id, met_id)
values (:part_id, :base_id, :made_from, :words_id, :met_id)
on conflict (part_id) do update set base_id = excluded.base_id, made_from = excluded.made_from, words_id = excluded.words_id,
    met_id = excluded.met_id;
