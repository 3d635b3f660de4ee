
    
    select
      count(*) as failures,
      count(*) != 0 as should_warn,
      count(*) != 0 as should_error
    from (
      
    
   select 1 from (select *, median(payment_count) over (partition by benefit_type order by period rows between 12 preceding and 1 preceding) as usual, count(*) over (partition by benefit_type order by period rows between 12 preceding and 1 preceding) as months from "candidate"."main"."claims_by_benefit_month") where months >= 6 and (payment_count < 0.3 * usual or payment_count > 3 * usual)
  
  
      
    ) dbt_internal_test