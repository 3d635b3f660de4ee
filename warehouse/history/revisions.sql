insert into meta.revision by name
select * from previous.meta.revision order by publication, period, benefit_type_code, measure;
