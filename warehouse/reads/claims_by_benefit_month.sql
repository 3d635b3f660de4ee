from mart.claims_by_benefit_month;
