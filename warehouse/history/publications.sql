insert into meta.publication by name select * from previous.meta.publication order by publication;
