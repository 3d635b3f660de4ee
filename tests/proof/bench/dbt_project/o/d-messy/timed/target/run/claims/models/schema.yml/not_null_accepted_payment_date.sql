
    
    select
      count(*) as failures,
      count(*) != 0 as should_warn,
      count(*) != 0 as should_error
    from (
      
    
  
    
    



select payment_date
from "candidate"."main"."accepted"
where payment_date is null



  
  
      
    ) dbt_internal_test