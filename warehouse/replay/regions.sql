select regency_code, regency_name from meta.regency;
