insert into condition values (:conditions_id, :fingerprint, :schema_id, :maturity_months, :release)
on conflict do nothing
