from mart.claims_year_to_date;
