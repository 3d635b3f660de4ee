insert into meta.cause by name select * from incoming_causes order by place;
