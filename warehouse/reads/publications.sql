select * from meta.publication order by publication;
