
    
    select
      count(*) as failures,
      count(*) != 0 as should_warn,
      count(*) != 0 as should_error
    from (
      
    
  select 1 from "candidate"."main"."claims_by_benefit_month_region" group by period, benefit_type, segment, branch, regency having count(*) > 1
  
  
      
    ) dbt_internal_test