insert into meta.benefit_type
select benefit_type_code, name_id, name_en, valid_from from incoming_benefit_types order by benefit_type_code;
