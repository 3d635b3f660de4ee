
    
    select
      count(*) as failures,
      count(*) != 0 as should_warn,
      count(*) != 0 as should_error
    from (
      
    
   select 1 from (select *, claim_count / sum(claim_count) over (partition by period) as share, sum(claim_count) over (partition by period) as claims from "candidate"."main"."claims_by_benefit_month") where benefit_type = 'JHT' and claims >= 100 and share not between 0.60 and 0.97
  
  
      
    ) dbt_internal_test