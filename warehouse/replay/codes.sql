select kind, code, name_id, name_en, valid_from from meta.code;
