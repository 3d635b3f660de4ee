
    
    select
      count(*) as failures,
      count(*) != 0 as should_warn,
      count(*) != 0 as should_error
    from (
      
    
  select 1 from "candidate"."main"."claims_by_benefit_month" as m left join (from "candidate"."main"."claims_year_to_date" where scope = 'national') as y using (period, benefit_type) where m.claim_count > coalesce(y.claim_count, 0) or m.payment_count > coalesce(y.payment_count, 0) or m.participant_count > coalesce(y.participant_count, 0)
  
  
      
    ) dbt_internal_test