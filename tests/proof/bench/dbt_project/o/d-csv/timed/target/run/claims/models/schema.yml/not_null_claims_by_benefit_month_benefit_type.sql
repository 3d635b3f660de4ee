
    
    select
      count(*) as failures,
      count(*) != 0 as should_warn,
      count(*) != 0 as should_error
    from (
      
    
  
    
    



select benefit_type
from "candidate"."main"."claims_by_benefit_month"
where benefit_type is null



  
  
      
    ) dbt_internal_test