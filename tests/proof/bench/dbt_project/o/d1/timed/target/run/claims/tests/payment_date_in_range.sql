
    
    select
      count(*) as failures,
      count(*) != 0 as should_warn,
      count(*) != 0 as should_error
    from (
      
    
  select 1 from "candidate"."main"."accepted" where payment_date not between date '2015-07-01' and (select last_day(max(extract_period)) from "candidate"."main"."ledger")
  
  
      
    ) dbt_internal_test