
    
    select
      count(*) as failures,
      count(*) != 0 as should_warn,
      count(*) != 0 as should_error
    from (
      
    
   select * from "candidate"."main"."ledger" where quarantined > 0.05 * rows_read or accepted < 1
  
  
      
    ) dbt_internal_test