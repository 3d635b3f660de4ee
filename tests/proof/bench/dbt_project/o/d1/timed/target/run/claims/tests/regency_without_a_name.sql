
    
    select
      count(*) as failures,
      count(*) != 0 as should_warn,
      count(*) != 0 as should_error
    from (
      
    
  select 1 from "candidate"."main"."claims_by_benefit_month_region" where regency is not null and regency_name is null
  
  
      
    ) dbt_internal_test