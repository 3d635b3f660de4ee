select * from meta.revision where publication = coalesce($number, publication);
