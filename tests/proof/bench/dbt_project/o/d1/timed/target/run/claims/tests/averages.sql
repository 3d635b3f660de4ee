
    
    select
      count(*) as failures,
      count(*) != 0 as should_warn,
      count(*) != 0 as should_error
    from (
      
    
   select 1 from "candidate"."main"."claims_by_benefit_month" where payment_count >= 30 and ((benefit_type = 'JKM' and amount_sen / 100 / payment_count not between 10000000 and 50000000) or (benefit_type = 'JHT' and amount_sen / 100 / payment_count not between 1000000 and 40000000) or (benefit_type = 'JKP' and amount_sen / 100 / payment_count not between 300000 and 3000000) or amount_sen < 0)
  
  
      
    ) dbt_internal_test