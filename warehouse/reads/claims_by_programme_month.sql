from mart.claims_by_programme_month;
