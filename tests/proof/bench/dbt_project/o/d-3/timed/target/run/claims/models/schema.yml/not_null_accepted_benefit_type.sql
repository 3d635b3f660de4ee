
    
    select
      count(*) as failures,
      count(*) != 0 as should_warn,
      count(*) != 0 as should_error
    from (
      
    
  
    
    



select benefit_type
from "candidate"."main"."accepted"
where benefit_type is null



  
  
      
    ) dbt_internal_test