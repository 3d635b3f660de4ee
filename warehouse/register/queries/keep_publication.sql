insert into publication (number, inputs_id, content_hash, record_hash, kind, periods, published_at)
values (:number, :inputs_id, :content_hash, :record_hash, :kind, :periods, :published_at)
on conflict (number) do update set inputs_id = excluded.inputs_id, content_hash = excluded.content_hash, record_hash = excluded.record_hash,
    kind = excluded.kind, periods = excluded.periods, published_at = excluded.published_at;
