
    
    select
      count(*) as failures,
      count(*) != 0 as should_warn,
      count(*) != 0 as should_error
    from (
      
    
  
    
    



select rows_read
from "candidate"."main"."ledger"
where rows_read is null



  
  
      
    ) dbt_internal_test