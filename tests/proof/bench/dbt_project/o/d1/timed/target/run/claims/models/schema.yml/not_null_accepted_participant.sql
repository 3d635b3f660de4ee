
    
    select
      count(*) as failures,
      count(*) >10000000 as should_warn,
      count(*) != 0 as should_error
    from (
      
    
  
    
    



select participant
from "candidate"."main"."accepted"
where participant is null



  
  
      
    ) dbt_internal_test