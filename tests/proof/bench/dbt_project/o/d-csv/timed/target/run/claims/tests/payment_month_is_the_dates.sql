
    
    select
      count(*) as failures,
      count(*) != 0 as should_warn,
      count(*) != 0 as should_error
    from (
      
    
  select 1 from "candidate"."main"."accepted" where payment_month is distinct from payment_date - (day(payment_date) - 1)::integer
  
  
      
    ) dbt_internal_test