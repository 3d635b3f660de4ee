insert into meta.regency
select regency_code, regency_name, province_code, province_name from incoming_regions order by regency_code;
