insert into met (met_id, words) values (:met_id, :words) on conflict do nothing;
