insert into tables_then (tables_id, said) values (?, ?) on conflict do nothing;
