insert into decision values (:decisions_id, :says) on conflict do nothing
