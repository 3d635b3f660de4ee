
    
    select
      count(*) as failures,
      count(*) != 0 as should_warn,
      count(*) != 0 as should_error
    from (
      
    
  select 1 from "candidate"."main"."accepted" group by filename, claim_id, payment_id having count(*) > 1
  
  
      
    ) dbt_internal_test