
    
    select
      count(*) as failures,
      count(*) != 0 as should_warn,
      count(*) != 0 as should_error
    from (
      
    
   select count(participant) / count(*) as share from "candidate"."main"."accepted" having share < 0.9
  
  
      
    ) dbt_internal_test