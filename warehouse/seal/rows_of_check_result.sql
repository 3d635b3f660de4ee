select * from meta.check_result where publication = coalesce($number, publication);
