select benefit_type_code, name_id, name_en, valid_from from meta.benefit_type;
