
    
    select
      count(*) as failures,
      count(*) != 0 as should_warn,
      count(*) != 0 as should_error
    from (
      
    
  
    
    



select period
from "candidate"."main"."claims_by_benefit_month"
where period is null



  
  
      
    ) dbt_internal_test