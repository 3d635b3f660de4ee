
    
    select
      count(*) as failures,
      count(*) != 0 as should_warn,
      count(*) != 0 as should_error
    from (
      
    
  select 1 from "candidate"."main"."claims_year_to_date" group by period, scope, benefit_type, regency having count(*) > 1
  
  
      
    ) dbt_internal_test