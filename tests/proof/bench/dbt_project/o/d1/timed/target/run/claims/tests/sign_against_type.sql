
    
    select
      count(*) as failures,
      count(*) != 0 as should_warn,
      count(*) != 0 as should_error
    from (
      
    
  select 1 from "candidate"."main"."accepted" where (payment_type in ('original', 'reissue') and sen <= 0) or (payment_type = 'reversal' and sen >= 0) or (payment_type = 'correction' and sen = 0)
  
  
      
    ) dbt_internal_test