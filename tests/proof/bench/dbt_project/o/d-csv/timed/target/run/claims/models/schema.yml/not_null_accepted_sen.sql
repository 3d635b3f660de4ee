
    
    select
      count(*) as failures,
      count(*) != 0 as should_warn,
      count(*) != 0 as should_error
    from (
      
    
  
    
    



select sen
from "candidate"."main"."accepted"
where sen is null



  
  
      
    ) dbt_internal_test