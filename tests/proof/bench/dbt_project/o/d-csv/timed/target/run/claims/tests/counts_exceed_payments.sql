
    
    select
      count(*) as failures,
      count(*) != 0 as should_warn,
      count(*) != 0 as should_error
    from (
      
    
  select 1 from "candidate"."main"."claims_by_benefit_month" where claim_count > payment_count or participant_count > payment_count or least(claim_count, payment_count, participant_count) < 0 union all select 1 from "candidate"."main"."claims_by_programme_month" where claim_count > payment_count or participant_count > payment_count or least(claim_count, payment_count, participant_count) < 0 union all select 1 from "candidate"."main"."claims_by_benefit_month_region" where claim_count > payment_count or participant_count > payment_count or least(claim_count, payment_count, participant_count) < 0 union all select 1 from "candidate"."main"."claims_year_to_date" where claim_count > payment_count or participant_count > payment_count or least(claim_count, payment_count, participant_count) < 0 
  
  
      
    ) dbt_internal_test