select * from meta.publication where publication = coalesce($number, publication);
